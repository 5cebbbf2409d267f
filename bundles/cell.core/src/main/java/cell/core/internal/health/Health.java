package cell.core.internal.health;

import cell.api.health.HealthContributor;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all contributors once a second and keeps the answers of the API ready. All its references may be missing, because health is
 * what tells that something is. It looks more often while the cell starts, so that the start is not longer than it must be.
 */
@Component(service = Health.class, immediate = true)
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long STARTING_MILLIS = 20;
    private static final long TICK_MILLIS = 1_000;

    private static final Map<String, ServiceView> NO_SERVICES = ServiceViews.of(List.of());

    private final Clock clock = Clock.systemUTC();
    private final Instant startedAt = clock.instant();
    private final AskingThreads threads = new AskingThreads();
    private final AtomicBoolean refreshDue = new AtomicBoolean();
    private final HealthBoard board = new HealthBoard(threads::ask, System::nanoTime, this::refreshSoon);
    private final List<KernelPart> parts = new CopyOnWriteArrayList<>();
    private final List<BoardListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<CellSettings> settings = new AtomicReference<>();
    private final AtomicReference<JaxrsServiceRuntime> api = new AtomicReference<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicReference<Answers> answers = new AtomicReference<>();
    private final Startup startup;
    private final String version;

    @Activate
    public Health(BundleContext context) {
        startup = new Startup(context, System::nanoTime);
        version = context.getProperty("cell.version");
        publish(Condition.starting("The cell is starting"), NO_SERVICES);
        threads.ticker().execute(this::tick);
    }

    @Deactivate
    void close() {
        board.close();
        threads.close();
    }

    /** What to answer now. */
    Answers answers() {
        return answers.get();
    }

    private void tick() {
        try {
            board.ask();
            refresh();
        } finally {
            threads.ticker().schedule(this::tick, started.get() ? TICK_MILLIS : STARTING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void refreshSoon() {
        if (refreshDue.compareAndSet(false, true) && !threads.ticker().isShutdown()) {
            threads.ticker().execute(this::refresh);
        }
    }

    /** On the ticking thread only. */
    private void refresh() {
        refreshDue.set(false);
        try {
            var snapshot = board.refresh();
            var services = ServiceViews.of(snapshot.statuses());
            if (!started.get()) {
                var missing = startup.missing(api.get(), snapshot.complete());
                if (missing.isPresent()) {
                    publish(Condition.starting(missing.get()), services);
                    return;
                }
                started.set(true);
            }
            var problems = parts.stream().flatMap(part -> part.problem().stream()).toList();
            publish(Condition.of(problems, snapshot, services.values()), services);
            listeners.forEach(listener -> listener.seen(services));
            failing.set(false);
        } catch (RuntimeException e) { // else the clock would stand still for good
            fail(e);
        }
    }

    /** Logged when it begins, not each second. */
    private void fail(RuntimeException e) {
        if (failing.compareAndSet(false, true)) {
            LOG.error("The cell's health cannot be told", e);
        }
        publish(new Condition(Condition.Level.BROKEN, List.of("The cell's health cannot be told; the log tells more")), NO_SERVICES);
    }

    private void publish(Condition condition, Map<String, ServiceView> services) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<CellConfig> config = Optional.ofNullable(settings.get()).map(CellSettings::current);
        answers.set(Answers.of(condition, services, config, version, Duration.between(startedAt, now), now));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addContributor(HealthContributor contributor, ServiceReference<HealthContributor> reference) {
        var bundle = reference.getBundle() == null ? FrameworkUtil.getBundle(contributor.getClass()) : reference.getBundle();
        board.add(id(reference), PresumedName.of(bundle.getSymbolicName()), contributor);
    }

    void removeContributor(HealthContributor contributor, ServiceReference<HealthContributor> reference) {
        board.remove(id(reference));
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addPart(KernelPart part) {
        parts.add(part);
    }

    void removePart(KernelPart part) {
        parts.remove(part);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addListener(BoardListener listener) {
        listeners.add(listener);
    }

    void removeListener(BoardListener listener) {
        listeners.remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setSettings(CellSettings now) {
        settings.set(now);
    }

    void unsetSettings(CellSettings gone) {
        settings.compareAndSet(gone, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setApi(JaxrsServiceRuntime now) {
        api.set(now);
    }

    void unsetApi(JaxrsServiceRuntime gone) {
        api.compareAndSet(gone, null);
    }
}
