package cell.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardTarget;

/** The least that a servlet in the same Jetty can do with as many bytes as {@code /api/status} has: what the API is measured against. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/bench/constant")
@HttpWhiteboardTarget("(cell.face=admin)")
public final class ConstantServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int STATUS_BYTES = 600;
    private static final byte[] BODY =
            ("{\"constant\":\"" + "x".repeat(STATUS_BYTES - 15) + "\"}").getBytes(StandardCharsets.US_ASCII);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
    }
}
