package cell.core.internal.device;

import jakarta.servlet.Servlet;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** A servlet in a context of its own, that lets what it has begun come to its end before it goes. Safe for use by any number of threads. */
final class ServletRoute {
    private final RoutePath path;
    private final ServletContextHandler context;

    /** Guards what follows. */
    private final Object lock = new Object();

    private int running;
    private boolean closed;

    ServletRoute(RoutePath path, Servlet servlet, Server server, DeviceErrors errors) {
        this.path = path;
        this.context = new ServletContextHandler(path.prefix(), ServletContextHandler.NO_SESSIONS | ServletContextHandler.NO_SECURITY);
        var holder = new ServletHolder(path.toString(), new GuardedServlet(servlet));
        holder.setInitOrder(0);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.setAllowNullPathInContext(true);
        context.setClassLoader(servlet.getClass().getClassLoader());
        context.setErrorHandler(errors);
        context.setServer(server);
    }

    RoutePath path() {
        return path;
    }

    /** Initialises the servlet. */
    void start() throws Exception {
        context.start();
    }

    /** Serves a request. False when the route has just been closed. */
    boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!enter()) {
            return false;
        }
        boolean handled = false;
        try {
            handled = context.handle(request, response, Callback.from(callback, this::leave));
            return handled;
        } finally {
            if (!handled) {
                leave();
            }
        }
    }

    /** Waits until what is running has ended, at most for the limit; then the servlet is destroyed. */
    void stop(Duration limit) throws Exception {
        drain(System.nanoTime() + limit.toNanos());
        context.stop();
        context.destroy();
    }

    private boolean enter() {
        synchronized (lock) {
            if (!closed) {
                running++;
            }
            return !closed;
        }
    }

    private void leave() {
        synchronized (lock) {
            running--;
            lock.notifyAll();
        }
    }

    private void drain(long deadline) {
        synchronized (lock) {
            closed = true;
            try {
                for (long left = deadline - System.nanoTime(); running > 0 && left > 0; left = deadline - System.nanoTime()) {
                    lock.wait(Math.max(1, left / 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
