package cell.rest.internal.swap;

import cell.rest.internal.ErrorBody;
import cell.rest.internal.HttpStatus;
import cell.rest.internal.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Lets requests through the {@link SwapGate}, or has them wait in front of it, and answers where an Application has nothing that could. */
@Component(service = Preprocessor.class, property = "osgi.http.whiteboard.target=(cell.face=admin)")
public final class SwapFilter implements Preprocessor {
    private static final String RETRY_SECONDS = "2";

    private static final String REPLACED = "The service is being replaced or was stopped; try again later";

    private final SwapGate gate;
    private final Startup startup;

    @Activate
    public SwapFilter(@Reference SwapGate gate, @Reference Startup startup) {
        this.gate = gate;
        this.startup = startup;
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
                serve(route, (HttpServletRequest) request, (HttpServletResponse) response, chain);
                return;
            }
            if (!await(closing)) {
                unavailable(REPLACED, route, (HttpServletRequest) request, (HttpServletResponse) response);
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

    private void serve(Route route, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var watched = new Unserved(response);
        try {
            chain.doFilter(request, watched);
        } finally {
            route.leave();
        }
        if (watched.noticed()) {
            var reason = gate.notReady(route).or(() -> startup.isGoingOn() ? Optional.of(Startup.SENTENCE) : Optional.empty());
            if (reason.isPresent()) {
                unavailable(reason.get(), route, request, response);
            } else {
                answer(HttpServletResponse.SC_NOT_FOUND, HttpStatus.sentence(HttpServletResponse.SC_NOT_FOUND), route, request, response);
            }
        }
    }

    private static void unavailable(String sentence, Route route, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Retry-After", RETRY_SECONDS);
        answer(HttpServletResponse.SC_SERVICE_UNAVAILABLE, sentence, route, request, response);
    }

    private static void answer(int status, String sentence, Route route, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var id = request.getAttribute(RequestId.ATTRIBUTE) instanceof String known ? known : null;
        var body = ErrorBody.of(sentence, route.service(), id, List.of()).toJson();
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
