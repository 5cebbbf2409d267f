package cell.core.internal.device;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every method with its name, the path info and the scheme, or does what it is told. */
final class FakeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** What is done instead. */
    @FunctionalInterface
    interface Doing {
        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger destroyed = new AtomicInteger();
    private final transient Doing doing;

    FakeServlet(String name) {
        this((request, response) -> response.getWriter().print(name + " " + request.getPathInfo() + " " + request.getScheme()));
    }

    FakeServlet(Doing doing) {
        this.doing = doing;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        begun.incrementAndGet();
        doing.serve(request, response);
    }

    @Override
    public void destroy() {
        destroyed.incrementAndGet();
    }
}
