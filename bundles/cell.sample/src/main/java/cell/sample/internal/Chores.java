package cell.sample.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The household's weekly chores. The only class here with state, and all of it in one reference to an immutable record, so any thread
 * may call. A component that owns threads or sockets would close them in a {@code @Deactivate} method.
 */
@Component(service = Chores.class, configurationPid = "cell.sample")
public final class Chores {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final Clock clock;
    private final Version version;
    private final Instant since;
    private final AtomicReference<Week> week = new AtomicReference<>(new Week(List.of(), Optional.empty()));

    /**
     * What is in force.
     *
     * @param chores the last that were accepted
     * @param refused why newer ones were not, if they were not
     */
    private record Week(List<Chore> chores, Optional<String> refused) {}

    /** Declarative services call this one. */
    @Activate
    public Chores(BundleContext context, SampleConfig config) {
        this(context.getBundle().getVersion(), config, Clock.systemDefaultZone());
    }

    Chores(Version version, SampleConfig config, Clock clock) {
        this.version = version;
        this.clock = clock;
        this.since = clock.instant();
        modified(config);
    }

    /**
     * A changed file is in force at once. Without this method the component, and all that uses it, would be built anew. A bad value
     * must not throw here, for nobody would hear it: the last good one stays, and health tells.
     */
    @Modified
    void modified(SampleConfig config) {
        try {
            week.set(new Week(read(config.chores()), Optional.empty()));
        } catch (IllegalArgumentException e) {
            var reason = "cell.sample.cfg: chores: " + e.getMessage();
            LOG.error("{}; the last ones stay in force", reason);
            week.updateAndGet(last -> new Week(last.chores(), Optional.of(reason)));
        }
    }

    private static List<Chore> read(String text) {
        return Arrays.stream(text.split(",")).filter(part -> !part.isBlank()).map(Chore::parse).toList();
    }

    /** What is to be done on a day, today when none is named. */
    List<Chore> on(Optional<LocalDate> date) {
        var day = date.orElseGet(this::today).getDayOfWeek();
        return week.get().chores().stream().filter(chore -> chore.day() == day).toList();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    int count() {
        return week.get().chores().size();
    }

    Version version() {
        return version;
    }

    Instant since() {
        return since;
    }

    /** Why the configuration file is not in force, if it is not. */
    Optional<String> refused() {
        return week.get().refused();
    }
}
