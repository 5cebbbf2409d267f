package cell.core.internal.device;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import cell.api.net.DeviceHttp;
import cell.api.net.Listener;
import cell.api.net.Sockets;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import cell.api.settings.SettingsListener;
import cell.api.tls.CertificateIssuer;
import cell.core.internal.device.DeviceListeners.Problem;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared device listeners. They are opened, and looked after, on a thread of their own; routes come and go at any time. A
 * certificate issuer is optional and dynamic: when it comes or goes, the HTTPS listeners do, and no route notices.
 */
@Component(
        service = {DeviceHttp.class, HealthContributor.class, SettingsListener.class},
        configurationPid = "cell.device",
        immediate = true)
public final class DeviceComponent implements DeviceHttp, HealthContributor, SettingsListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceComponent.class);
    private static final long CHECK_SECONDS = 15;
    private static final long CLOSE_SECONDS = 10;

    /** What was last seen. */
    private record Seen(List<Listener> listeners, List<Problem> problems) {}

    private final CellSettings cell;
    private final Sockets sockets;
    private final DeviceServer server;
    private final DeviceListeners open;
    private final ScheduledExecutorService thread;
    private final AtomicReference<DeviceSettings> settings;
    private final AtomicReference<CertificateIssuer> issuer = new AtomicReference<>();
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(List.of(), List.of()));

    @Activate
    public DeviceComponent(DeviceConfig config, @Reference CellSettings cell, @Reference Sockets sockets) {
        this.settings = new AtomicReference<>(DeviceSettings.of(config));
        this.cell = cell;
        this.sockets = sockets;
        this.server = new DeviceServer(Clock.systemUTC());
        this.open = new DeviceListeners(server, sockets, cell.portOffset());
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var made = new Thread(work, "cell-device-listeners");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::look, 0, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindIssuer(CertificateIssuer came) {
        issuer.set(came);
        soon();
    }

    void unbindIssuer(CertificateIssuer went) {
        if (issuer.compareAndSet(went, null)) {
            soon();
        }
    }

    @Modified
    void modified(DeviceConfig config) {
        settings.set(DeviceSettings.of(config));
        soon();
    }

    @Override
    public void changed(CellConfig before, CellConfig now) {
        soon();
    }

    @Override
    public Route serve(Optional<String> hostName, String pathPrefix, Servlet servlet) {
        return server.serve(RoutePath.of(hostName, pathPrefix), servlet);
    }

    @Override
    public List<Listener> listeners() {
        return seen.get().listeners();
    }

    @Override
    public List<String> problems() {
        return seen.get().problems().stream().map(Problem::sentence).toList();
    }

    @Override
    public ServiceStatus status() {
        var now = seen.get();
        return DeviceHealth.of(now.listeners(), now.problems());
    }

    private void soon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            seen.set(new Seen(List.of(), List.of()));
        }
    }

    /** The edge of the thread: what nobody foresaw must not end the looking after. */
    private void look() {
        try {
            reconcile();
        } catch (RuntimeException e) {
            LOG.error("the device listeners could not be brought in step with their configuration", e);
        }
    }

    private void reconcile() {
        var now = settings.get();
        var wanted = new ArrayList<>(now.onHost());
        var namespace = now.wantsNamespace() ? sockets.cellNamespace() : Optional.<String>empty();
        namespace.ifPresent(name -> wanted.addAll(now.inNamespace(name, cell.current().ipRange().first().toString())));
        var tls = Optional.ofNullable(issuer.get()).map(CertificateIssuer::serverContext);
        var problems = new ArrayList<>(open.reconcile(wanted, tls));
        if (now.wantsNamespace() && namespace.isEmpty()) {
            sockets.namespaceReason()
                    .map(reason -> new Problem("not reachable at the cell's own address: " + reason, true))
                    .ifPresent(problems::add);
        }
        seen.set(new Seen(open.listeners(), List.copyOf(problems)));
    }

    @Deactivate
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        open.close();
        server.close();
    }
}
