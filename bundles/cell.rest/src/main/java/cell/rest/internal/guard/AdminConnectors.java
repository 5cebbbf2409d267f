package cell.rest.internal.guard;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the administration's port, and only with the guard in front of it: without this component there is no port. Felix calls it for
 * each Jetty after that has started and before anything is published on it; the administration's is the one that has its port.
 */
@Component(service = ConnectorFactory.class, configurationPid = "cell.rest", immediate = true)
public final class AdminConnectors implements ConnectorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(AdminConnectors.class);
    private static final String MARK = "cell.admin";

    private final int port;
    private final Guard guard;
    private final AtomicReference<AdminListeners> listeners = new AtomicReference<>();

    @Activate
    public AdminConnectors(BundleContext context, GuardConfig config) {
        this.port = Integer.parseInt(context.getProperty("org.osgi.service.http.port"));
        var ids = new RequestIds(System.currentTimeMillis() / 1_000);
        this.guard = new Guard(new AccessRules(port), ids, System::nanoTime, read(config, Limits.defaults()));
    }

    private static Limits read(GuardConfig config, Limits otherwise) {
        try {
            return Limits.of(config);
        } catch (IllegalArgumentException | ComponentException e) {
            LOG.error("cell.rest.cfg is not in force, {} is: {}", otherwise, e.getMessage());
            return otherwise;
        }
    }

    @Modified
    void modified(GuardConfig config) {
        var limits = read(config, guard.limits());
        guard.limit(limits);
        var now = listeners.get();
        if (now != null) {
            now.limit(limits);
        }
    }

    @Override
    public Connector createConnector(Server server) {
        if (!isAdmin(server)) {
            return new NoListener(server);
        }
        server.setAttribute(MARK, true);
        try {
            var opened = new AdminListeners(server, port, guard);
            close(listeners.getAndSet(opened));
            return opened.ipv4();
        } catch (IOException e) {
            throw new IllegalStateException("The administration's port cannot be opened", e);
        }
    }

    private boolean isAdmin(Server server) {
        if (server.getAttribute(MARK) != null) {
            return true;
        }
        for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector listener && listener.getPort() == port) {
                return true;
            }
        }
        return false;
    }

    @Deactivate
    void deactivate() {
        close(listeners.getAndSet(null));
    }

    private static void close(AdminListeners open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.warn("The administration's port was not closed cleanly", e);
        }
    }

    /** Felix wants a connector for every Jetty; this one never listens. */
    private static final class NoListener extends ServerConnector {
        private NoListener(Server server) {
            super(server, 0, 1);
            setHost("127.0.0.1");
        }

        @Override
        protected void doStart() {
            LOG.debug("A web server that is not the administration's gets no listener of the guard");
        }
    }
}
