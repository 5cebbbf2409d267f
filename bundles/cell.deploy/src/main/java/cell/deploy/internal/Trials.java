package cell.deploy.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the bundles of the deploy folder. One that was just started has {@link #LIMIT} to prove that it works; later, trouble that
 * lasts as long is told. While all are well it only looks when something changed. Used by the deployer's thread only.
 */
final class Trials {
    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long ON_TRIAL_MILLIS = 20;
    private static final long CHANGED_MILLIS = 50;
    private static final long TO_BE_TOLD_MILLIS = 500;
    private static final long TOLD_MILLIS = 5_000;

    private final Map<String, Trial> trials = new LinkedHashMap<>();
    private final JarStore store;
    private final Diagnosis diagnosis;
    private final HealthCall health;
    private final Reports reports;
    private final DeployThread thread;
    private Future<?> nextLook;
    private long nextLookNanos;

    Trials(JarStore store, Diagnosis diagnosis, HealthCall health, Reports reports, DeployThread thread) {
        this.store = store;
        this.diagnosis = diagnosis;
        this.health = health;
        this.reports = reports;
        this.thread = thread;
    }

    void begin(Trial trial) {
        trials.put(trial.file(), trial);
        lookIn(0);
    }

    void end(String file) {
        trials.remove(file);
        reports.gone(file);
    }

    /** Something changed in the framework. */
    void changed() {
        lookIn(CHANGED_MILLIS);
    }

    private void lookIn(long millis) {
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (nextLook != null && !nextLook.isDone() && nextLookNanos - at <= 0) {
            return;
        }
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        nextLookNanos = at;
        nextLook = thread.runIn(millis, this::lookAtAll);
    }

    private void lookAtAll() {
        nextLook = null;
        long next = NEVER;
        for (var trial : List.copyOf(trials.values())) {
            if (trial.equals(trials.get(trial.file()))) {
                next = Math.min(next, look(trial));
            }
        }
        if (next != NEVER) {
            lookIn(next);
        }
    }

    /** Looks at one bundle and says in how many milliseconds to look again. */
    private long look(Trial trial) {
        if (!diagnosis.isItsTurn(trial.bundle())) {
            trials.put(trial.file(), trial.restarted());
            return TO_BE_TOLD_MILLIS;
        }
        var trouble = diagnosis.examine(trial.bundle());
        if (trouble.isEmpty() && !trial.well()) {
            trouble = health.examine(trial.bundle());
        }
        if (trouble.isEmpty()) {
            good(trial);
            return NEVER;
        }
        var current = trial.well() ? trial.restarted() : trial;
        trials.put(trial.file(), current);
        if (!trouble.get().lasting() && current.ageNanos() < LIMIT.toNanos()) {
            return current.judged() ? TO_BE_TOLD_MILLIS : ON_TRIAL_MILLIS;
        }
        bad(current, trouble.get().sentence());
        return TOLD_MILLIS;
    }

    private void good(Trial trial) {
        if (trial.well()) {
            return;
        }
        trials.put(trial.file(), trial.found(true));
        reports.well(trial.file(), BundleJar.of(trial.bundle()));
        try {
            store.markGood(trial.file());
        } catch (IOException e) {
            LOG.warn("{} works, but no copy of it could be kept: {}", trial.file(), e.toString());
        }
        if (!trial.judged()) {
            tell(trial, "");
        }
    }

    private void bad(Trial trial, String reason) {
        if (trial.kind() == Trial.Kind.REPLACEMENT && !trial.judged() && trial.fallback().restore(reason)) {
            return;
        }
        trials.put(trial.file(), trial.found(false));
        reports.trouble(trial.file(), trial.bundle(), reason);
        if (!trial.judged()) {
            tell(trial, reason);
        }
    }

    private void tell(Trial trial, String reason) {
        if (trial.kind() != Trial.Kind.NEW && trial.kind() != Trial.Kind.REPLACEMENT) {
            return;
        }
        var jar = BundleJar.of(trial.bundle());
        if (reason.isEmpty()) {
            LOG.info("Bundle {} {} works after {} ms", jar.symbolicName(), jar.version(), TimeUnit.NANOSECONDS.toMillis(trial.ageNanos()));
        }
        reports.happened(trial.kind() == Trial.Kind.NEW ? "INSTALLED" : "UPDATED", trial.file(), jar, reason);
    }
}
