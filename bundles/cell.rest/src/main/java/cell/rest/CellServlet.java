package cell.rest;

import cell.api.error.CellException;
import cell.rest.internal.ErrorBody;
import cell.rest.internal.HttpStatus;
import cell.rest.internal.RequestId;
import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.annotation.versioning.ConsumerType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A servlet of the administration that only reads, and fails as the rest of the API does. It is for what JAX-RS cannot do, such as streams
 * without a thread each, or not fast enough. It needs a servlet context of its own below {@code /api}, and the target of the
 * administration's face.
 */
@ConsumerType
public abstract class CellServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CellServlet.class);
    private static final String RETRY_AFTER_SECONDS = "30";

    private final String service;

    /** @param service whose name the error body gives */
    protected CellServlet(String service) {
        this.service = service;
    }

    /**
     * Answers a GET or HEAD. For HEAD the container leaves the body out.
     *
     * @param path below the servlet's context; empty for the context itself
     * @throws CellException becomes the error body
     */
    protected abstract void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var method = request.getMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            response.setHeader("Allow", "GET, HEAD");
            int status = HttpServletResponse.SC_METHOD_NOT_ALLOWED;
            json(response, status, ErrorBody.of(HttpStatus.sentence(status), service, RequestId.of(request), List.of()).toJson());
            return;
        }
        try {
            var path = request.getPathInfo();
            answer(path == null ? "" : path, request, response);
        } catch (CellException e) {
            var id = RequestId.of(request);
            if (e.kind().status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                LOG.error("Request {} failed: {}", id, e.getMessage(), e);
                response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            }
            json(response, e.kind().status(), ErrorBody.of(e.getMessage(), service, id, e.details()).toJson());
        }
    }

    /** Sends JSON that is ready. */
    protected static void json(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
