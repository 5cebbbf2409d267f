package cell.core.internal.net;

import cell.api.command.CommandRunner;
import cell.api.net.Endpoint;
import cell.api.net.Sockets;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import cell.api.settings.SettingsListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sockets, and keeps the cell's own network namespace. The namespace is made on a thread of its own while the cell starts, and
 * looked after from then on; whoever needs it first waits for it. Each opening in it asks for the address in force, so a server that
 * follows a change of {@code ip_range} can bind to the new address whether it hears of the change before or after this component.
 */
@Component(service = {Sockets.class, SettingsListener.class}, configurationPid = "cell.net", immediate = true)
public final class SocketsComponent implements Sockets, SettingsListener {
    private static final Logger LOG = LoggerFactory.getLogger(SocketsComponent.class);
    private static final long CHECK_SECONDS = 30;

    /** A command that looks after the namespace has ten seconds. */
    private static final long CLOSE_SECONDS = 12;

    private static final int LAST_PORT = 65_535;

    private final CellSettings settings;
    private final NamespaceEntry entry = new NamespaceEntry();
    private final OwnNamespace own;
    private final ScheduledExecutorService thread;

    @Activate
    public SocketsComponent(NetConfig config, @Reference CellSettings settings, @Reference CommandRunner commands) {
        this.settings = settings;
        this.own = OwnNamespace.of(config.namespace(), settings, commands);
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var made = new Thread(work, "cell-namespace");
            made.setDaemon(true);
            made.setContextClassLoader(null);
            return made;
        });
        thread.scheduleWithFixedDelay(own::follow, 0, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public DatagramChannel openUdp(Endpoint endpoint) throws IOException {
        var at = resolved(endpoint);
        return open(endpoint, () -> ChannelOpener.udp(at));
    }

    @Override
    public ServerSocketChannel openTcp(Endpoint endpoint) throws IOException {
        var at = resolved(endpoint);
        return open(endpoint, () -> ChannelOpener.tcp(at));
    }

    private <T> T open(Endpoint endpoint, NamespaceEntry.Opening<T> opening) throws IOException {
        if (endpoint.namespace().isEmpty()) {
            return opening.open();
        }
        if (own.isCalled(endpoint.namespace())) {
            own.ensure();
        }
        ChannelOpener.warmUp();
        return entry.inside(endpoint.namespace(), opening);
    }

    /** The port offset keeps cells apart that share the host's network; a namespace has its ports for itself. */
    private InetSocketAddress resolved(Endpoint endpoint) throws IOException {
        boolean shifted = endpoint.namespace().isEmpty() && endpoint.port() != 0;
        int port = endpoint.port() + (shifted ? settings.portOffset() : 0);
        if (port < 0 || port > LAST_PORT) {
            throw new BindException(
                    "port " + endpoint.port() + " with the port offset " + settings.portOffset() + " is above " + LAST_PORT);
        }
        return new InetSocketAddress(ChannelOpener.literal(endpoint.address()), port);
    }

    @Override
    public Optional<String> cellNamespace() {
        return own.name();
    }

    @Override
    public Optional<String> namespaceReason() {
        return own.reason();
    }

    @Override
    public void changed(CellConfig before, CellConfig now) {
        try {
            thread.execute(own::follow);
        } catch (RejectedExecutionException e) {
            LOG.debug("a change of the settings came while the component stops");
        }
    }

    @Deactivate
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        own.remove();
    }
}
