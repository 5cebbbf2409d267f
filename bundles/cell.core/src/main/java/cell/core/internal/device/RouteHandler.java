package cell.core.internal.device;

import cell.api.error.CellException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds the route of a request: first among those of its host, then among those of all hosts, the one with the most segments. The
 * table is replaced as a whole, so a request sees it before or after a change and never in between.
 */
final class RouteHandler extends Handler.Abstract {
    private final AtomicReference<Map<RoutePath, ServletRoute>> table = new AtomicReference<>(Map.of());

    /** @throws CellException CONFLICT when host and path are taken */
    void add(ServletRoute route) {
        table.updateAndGet(before -> {
            var after = new HashMap<>(before);
            if (after.putIfAbsent(route.path(), route) != null) {
                throw CellException.conflict("the path " + route.path() + " is taken on the device listeners");
            }
            return Map.copyOf(after);
        });
    }

    void remove(ServletRoute route) {
        table.updateAndGet(before -> {
            var after = new HashMap<>(before);
            after.remove(route.path(), route);
            return Map.copyOf(after);
        });
    }

    Iterable<ServletRoute> routes() {
        return table.get().values();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (HttpMethod.TRACE.is(request.getMethod())) {
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return true;
        }
        var route = find(request);
        if (route.isEmpty() || !route.get().handle(request, response, callback)) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
        return true;
    }

    private Optional<ServletRoute> find(Request request) {
        var path = Request.getPathInContext(request);
        var host = Request.getServerName(request);
        if (path == null || !path.startsWith("/")) {
            return Optional.empty();
        }
        var routes = table.get();
        var named = host == null ? Optional.<ServletRoute>empty() : longest(routes, plain(host), path);
        return named.or(() -> longest(routes, "", path));
    }

    private static String plain(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static Optional<ServletRoute> longest(Map<RoutePath, ServletRoute> routes, String host, String path) {
        for (var prefix = path; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            var route = routes.get(new RoutePath(host, prefix));
            if (route != null) {
                return Optional.of(route);
            }
        }
        return Optional.ofNullable(routes.get(new RoutePath(host, "/")));
    }
}
