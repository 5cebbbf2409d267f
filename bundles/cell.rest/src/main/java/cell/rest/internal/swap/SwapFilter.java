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
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Lets requests through the {@link SwapGate}, or has them wait in front of it. */
@Component(service = Preprocessor.class, property = "osgi.http.whiteboard.target=(cell.face=admin)")
public final class SwapFilter implements Preprocessor {
    private static final String RETRY_SECONDS = "2";

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
                chain.doFilter(request, response);
                return;
            }
            var closing = route.enter();
            if (closing == null) {
                try {
                    chain.doFilter(request, response);
                } finally {
                    route.leave();
                }
                return;
            }
            if (!await(closing)) {
                refuse(route, (HttpServletRequest) request, (HttpServletResponse) response);
                return;
            }
        }
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

    private static void refuse(Route route, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var service = route.base().substring(route.base().lastIndexOf('/') + 1);
        var id = request.getAttribute(RequestId.ATTRIBUTE) instanceof String known ? known : null;
        var body = ErrorBody.of("The service is being replaced or was stopped; try again later", service, id, List.of()).toJson();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
