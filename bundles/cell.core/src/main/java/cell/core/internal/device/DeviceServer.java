package cell.core.internal.device;

import cell.api.error.CellException;
import cell.api.net.DeviceHttp;
import cell.core.internal.device.DeviceSettings.Limits;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Jetty server of the core's own. It is no part of the HTTP whiteboard, so that nothing of the administration can be reached here
 * by any configuration: what it serves is what {@link #serve} was given. Safe for use by any number of threads.
 */
final class DeviceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceServer.class);
    private static final int MOST_THREADS = 64;
    private static final int FEWEST_THREADS = 2;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** File names may have a percent sign or a backslash; an encoded slash, an empty or a dot segment stay refused. */
    private static final UriCompliance URIS = UriCompliance.DEFAULT.with(
            "device", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING, UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final RouteHandler routes = new RouteHandler();
    private final DeviceErrors errors;
    private final Server server;

    DeviceServer(Clock clock) {
        var threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setName("cell-device");
        threads.setDaemon(true);
        this.errors = new DeviceErrors(clock);
        this.server = new Server(threads);
        server.setErrorHandler(errors);
        server.setHandler(routes);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw CellException.internal("the device listeners' server does not start", e);
        }
    }

    DeviceHttp.Route serve(RoutePath path, Servlet servlet) {
        var route = new ServletRoute(path, servlet, server, errors);
        routes.add(route);
        try {
            route.start();
        } catch (Exception e) {
            end(route);
            throw CellException.unavailable("what is to be served at " + path + " does not start", e);
        }
        var open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                end(route);
            }
        };
    }

    private void end(ServletRoute route) {
        routes.remove(route);
        try {
            route.stop(DRAIN);
        } catch (Exception e) {
            LOG.warn("what was served at {} did not end cleanly", route.path(), e);
        }
    }

    /** Serves the routes on a bound channel, which then belongs to the connector. */
    ServerConnector open(ServerSocketChannel channel, Optional<SSLContext> tls, Limits limits) throws IOException {
        var http = new HttpConnectionFactory(configuration(tls.isPresent(), limits));
        var connector = tls.isPresent()
                ? new ServerConnector(server, 0, 1, new SslConnectionFactory(ssl(tls.get()), http.getProtocol()), http)
                : new ServerConnector(server, 0, 1, http);
        connector.setIdleTimeout(Duration.ofSeconds(limits.idleSeconds()).toMillis());
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        try {
            connector.open(channel);
            server.addConnector(connector);
            connector.start();
            return connector;
        } catch (Exception e) {
            channel.close();
            close(connector);
            throw new IOException("the listener does not start", e);
        }
    }

    /** Closes a listener with its connections. */
    void close(ServerConnector connector) {
        try {
            connector.stop();
        } catch (Exception e) {
            LOG.warn("a device listener did not end cleanly", e);
        }
        server.removeConnector(connector);
    }

    private static HttpConfiguration configuration(boolean tls, Limits limits) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(limits.headerBytes());
        configuration.setUriCompliance(URIS);
        if (tls) {
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        return configuration;
    }

    /** The context's own key manager picks the certificate. */
    private static SslContextFactory.Server ssl(SSLContext context) {
        var factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        return factory;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the device listeners did not end cleanly", e);
        }
        routes.routes().forEach(this::end);
        server.destroy();
    }
}
