package cell.core.internal.health;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All contributors and what they last said together. Safe for any number of threads; reading costs nothing. */
final class HealthBoard {
    private static final Logger LOG = LoggerFactory.getLogger(HealthBoard.class);

    private final Executor threads;
    private final LongSupplier nanos;
    private final Runnable changed;
    private final Map<Long, Inquiry> inquiries = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(Snapshot.NOTHING);

    /**
     * @param threads where contributors are asked, each on a thread of its own while it is asked
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param changed run when any of them says something new, comes or goes
     */
    HealthBoard(Executor threads, LongSupplier nanos, Runnable changed) {
        this.threads = threads;
        this.nanos = nanos;
        this.changed = changed;
    }

    /**
     * A new contributor; it is asked at once.
     *
     * @param order of two that report the same service, the one with the lower order counts
     * @param presumedName what it is called until it says so itself
     */
    void add(long order, String presumedName, HealthContributor contributor) {
        var inquiry = new Inquiry(contributor, presumedName, threads, nanos, changed);
        inquiries.put(order, inquiry);
        inquiry.ask();
    }

    void remove(long order) {
        var gone = inquiries.remove(order);
        if (gone != null) {
            gone.close();
            changed.run();
        }
    }

    /** Asks them all. */
    void ask() {
        inquiries.values().forEach(Inquiry::ask);
    }

    /** Puts together what they last said. Called by one thread at a time. */
    Snapshot refresh() {
        var ordered = new TreeMap<>(inquiries);
        var names = new HashSet<String>();
        List<ServiceStatus> statuses = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean complete = true;
        for (var inquiry : ordered.values()) {
            var said = inquiry.said();
            complete &= said.isPresent();
            said.ifPresent(status -> {
                if (names.add(status.service())) {
                    statuses.add(status);
                } else {
                    problems.add("Two bundles report the service " + status.service() + "; the one that came first counts");
                }
            });
        }
        tell(problems);
        statuses.sort(Comparator.comparing(ServiceStatus::service));
        var now = new Snapshot(statuses, problems, complete);
        snapshot.set(now);
        return now;
    }

    private void tell(List<String> problems) {
        told.retainAll(problems);
        problems.stream().filter(told::add).forEach(LOG::warn);
    }

    Snapshot snapshot() {
        return snapshot.get();
    }

    void close() {
        inquiries.values().forEach(Inquiry::close);
        inquiries.clear();
    }
}
