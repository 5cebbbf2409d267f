package cell.core.internal.device;

import cell.api.error.CellException;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A service's servlet whose {@link CellException} becomes the status and the message that it stands for. */
final class GuardedServlet implements Servlet {
    private final Servlet servlet;

    GuardedServlet(Servlet servlet) {
        this.servlet = servlet;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        try {
            servlet.service(request, response);
        } catch (CellException e) {
            if (response.isCommitted() || e.kind() == CellException.Kind.INTERNAL) {
                throw e;
            }
            request.setAttribute(DeviceErrors.MESSAGE, e.getMessage());
            ((HttpServletResponse) response).sendError(e.kind().status());
        }
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        servlet.init(config);
    }

    @Override
    public ServletConfig getServletConfig() {
        return servlet.getServletConfig();
    }

    @Override
    public String getServletInfo() {
        return servlet.getServletInfo();
    }

    @Override
    public void destroy() {
        servlet.destroy();
    }
}
