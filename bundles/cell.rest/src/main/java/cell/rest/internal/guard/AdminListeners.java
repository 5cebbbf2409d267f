package cell.rest.internal.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the guard has put on the administration's Jetty: its listeners on 127.0.0.1 and [::1], error answers, the limits. */
final class AdminListeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListeners.class);
    private static final long MILLIS = 1_000L;

    /** Connections that the kernel has accepted and we have not. */
    private static final int QUEUE = 1_024;

    private final Server server;
    private final ServerConnector ipv4;
    private final List<ServerConnector> all = new ArrayList<>();
    private final GuardedConnectionFactory connections;
    private final NetworkConnectionLimit open;
    private final SlowHeads watch;

    /** Takes the place of the listener that Felix opened, and opens the one on [::1] where the machine has IPv6. */
    AdminListeners(Server server, int port, Guard guard) throws IOException {
        this.server = server;
        var answers = new ErrorAnswers(guard.ids());
        this.connections = new GuardedConnectionFactory(guard);
        server.setErrorHandler(answers);
        server.getDescendants(SessionHandler.class).forEach(sessions -> sessions.setSameSite(SameSite.STRICT));
        closeThatOfFelix(server, port);
        this.ipv4 = connector("127.0.0.1", port);
        openIpv6(port);
        this.open = new NetworkConnectionLimit(guard.limits().connections(), server);
        server.addBean(open);
        this.watch = new SlowHeads(guard, answers, System::nanoTime, all);
        limit(guard.limits());
    }

    /** Listening, or for Felix to start. */
    ServerConnector ipv4() {
        return ipv4;
    }

    void limit(Limits limits) {
        connections.limit(limits);
        open.setMaxNetworkConnectionCount(limits.connections());
        all.forEach(connector -> connector.setIdleTimeout(limits.idleSeconds() * MILLIS));
    }

    private ServerConnector connector(String host, int port) {
        var connector = new ServerConnector(server, 0, 1, connections);
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(QUEUE);
        all.add(connector);
        return connector;
    }

    private static void closeThatOfFelix(Server server, int port) throws IOException {
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector other && other.getPort() == port) {
                server.removeConnector(other);
                stop(other);
            }
        }
    }

    private void openIpv6(int port) {
        var ipv6 = connector("::1", port);
        server.addConnector(ipv6);
        try {
            ipv6.start();
        } catch (Exception e) {
            LOG.info("The administration is not on [::1]: {}", e.getMessage());
            all.remove(ipv6);
            server.removeConnector(ipv6);
        }
    }

    private static void stop(ServerConnector connector) throws IOException {
        try {
            connector.stop();
        } catch (Exception e) {
            throw new IOException("A listener cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Closes what Felix does not close: the listener on 127.0.0.1 is Felix's to stop. */
    @Override
    public void close() throws IOException {
        watch.close();
        server.removeBean(open);
        for (var connector : all) {
            server.removeConnector(connector);
            stop(connector);
        }
    }
}
