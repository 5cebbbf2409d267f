package cell.core.internal.state;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import cell.api.settings.CellSettings;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the engine that PID {@code cell.state} names, and with it everything that keeps data, once it can be used: SQLite at once, a
 * PostgreSQL server when it has answered. A server that goes away later takes nothing down; work fails until it is back.
 */
@Component(service = HealthContributor.class, immediate = true, configurationPid = "cell.state")
public final class EngineComponent implements HealthContributor {
    private static final Logger LOG = LoggerFactory.getLogger(EngineComponent.class);
    private static final String SERVICE = "state";
    private static final long AGAIN_MILLIS = 500;
    private static final long END_MILLIS = 15_000;

    private final BundleContext context;
    private final AtomicReference<ServiceStatus> status;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicReference<ServiceRegistration<Engine>> registration = new AtomicReference<>();
    private final Thread waiting;

    @Activate
    public EngineComponent(BundleContext context, @Reference CellSettings settings, StateConfig config) {
        this.context = context;
        if (config.database__url().isBlank()) {
            status = new AtomicReference<>(online("sqlite"));
            waiting = new Thread(() -> {});
            registration.set(register(new SqliteEngine(settings::dataFolder)));
        } else {
            var engine = PostgresEngine.of(config);
            status = new AtomicReference<>(offline());
            waiting = new Thread(() -> waitFor(engine), "cell-state-postgresql");
            waiting.start();
        }
    }

    private static ServiceStatus online(String engine) {
        return ServiceStatus.online(SERVICE).with("engine", engine);
    }

    private static ServiceStatus offline() {
        return ServiceStatus.offline(SERVICE, "PostgreSQL does not answer; see that it runs, and that config.d/cell.state.cfg is right")
                .with("engine", "postgresql");
    }

    private ServiceRegistration<Engine> register(Engine engine) {
        return context.registerService(Engine.class, engine, null);
    }

    private void waitFor(PostgresEngine engine) {
        boolean told = false;
        try {
            do {
                try {
                    engine.check();
                    status.set(online("postgresql"));
                    registration.set(register(engine));
                    return;
                } catch (SQLException e) {
                    if (!told) {
                        LOG.warn("PostgreSQL cannot be used yet: {}", e.getMessage());
                        told = true;
                    }
                }
            } while (!ending.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ServiceStatus status() {
        return status.get();
    }

    /** Taking the engine away stops all that keeps data, which closes its databases. */
    @Deactivate
    void close() throws InterruptedException {
        ending.countDown();
        waiting.join(END_MILLIS);
        var registered = registration.getAndSet(null);
        if (registered != null) {
            registered.unregister();
        }
    }
}
