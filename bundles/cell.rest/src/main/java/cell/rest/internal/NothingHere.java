package cell.rest.internal;

import cell.rest.internal.swap.Startup;
import java.io.IOException;
import java.util.List;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardTarget;

/** Answers every path that nobody else serves with 404 and the error body, or with 503 while services are still coming up. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardTarget("(cell.face=admin)")
public final class NothingHere extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Startup startup;

    @Activate
    public NothingHere(@Reference Startup startup) {
        this.startup = startup;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean starting = startup.isGoingOn();
        var sentence = starting ? Startup.SENTENCE : HttpStatus.sentence(HttpServletResponse.SC_NOT_FOUND);
        var body = ErrorBody.of(sentence, "cell", RequestId.of(request), List.of()).toJson();
        response.setStatus(starting ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_NOT_FOUND);
        if (starting) {
            response.setHeader("Retry-After", Startup.RETRY_SECONDS);
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
