package cell.rest.internal.swap;

import cell.rest.internal.ErrorBody;
import cell.rest.internal.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Lets requests through the {@link SwapGate}, or has them wait in front of it. */
@Component(service = Preprocessor.class, property = "osgi.http.whiteboard.target=(cell.face=admin)")
public final class SwapFilter implements Preprocessor {
    private static final String RETRY_SECONDS = "2";
    private static final String API = "/api/";

    private final SwapGate gate;

    @Activate
    public SwapFilter(@Reference SwapGate gate) {
        this.gate = gate;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        var path = ((HttpServletRequest) request).getRequestURI();
        for (;;) {
            var route = gate.route(path).orElse(null);
            if (route == null) {
                pass(path, request, response, chain);
                return;
            }
            var closing = route.enter();
            if (closing == null) {
                try {
                    pass(path, request, response, chain);
                } finally {
                    route.leave();
                }
                return;
            }
            if (!await(closing)) {
                refuse(service(route.base()), (HttpServletRequest) request, (HttpServletResponse) response);
                return;
            }
        }
    }

    private static void pass(String path, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (isBetweenTwo(path, (HttpServletResponse) response)) {
            response.resetBuffer();
            var body = refusal("cell", (HttpServletRequest) request, (HttpServletResponse) response);
            response.getWriter().write(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** While the whiteboard builds an Application anew, because a component of it came or went, CXF answers with a page of its own. */
    private static boolean isBetweenTwo(String path, HttpServletResponse response) {
        return response.getStatus() == HttpServletResponse.SC_NOT_FOUND && !response.isCommitted() && path.startsWith(API)
                && response.getContentType() != null && response.getContentType().startsWith("text/html");
    }

    private boolean await(Route.Closing closing) {
        var places = gate.places();
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }

    private static String service(String base) {
        return base.substring(base.lastIndexOf('/') + 1);
    }

    private static void refuse(String service, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var body = refusal(service, request, response);
        response.getOutputStream().write(body);
    }

    /** Sets status and headers; returns the body, which who has begun to write to a writer must write there. */
    private static byte[] refusal(String service, HttpServletRequest request, HttpServletResponse response) {
        var id = request.getAttribute(RequestId.ATTRIBUTE) instanceof String known ? known : null;
        var body = ErrorBody.of("The service is being replaced or was stopped; try again later", service, id, List.of()).toJson();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        return body;
    }
}
