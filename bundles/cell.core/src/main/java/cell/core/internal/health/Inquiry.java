package cell.core.internal.health;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contributor and what it last said. It occupies one thread at most: while an answer is outstanding it is not asked again, so
 * that one that hangs costs a thread and no more. Safe for any number of threads; its lock is itself and is never held while the
 * contributor is asked.
 */
final class Inquiry {
    /** How long a contributor may take. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final HealthContributor contributor;
    private final String presumedName;
    private final Executor threads;
    private final LongSupplier nanos;
    private final Runnable changed;
    private Thread asker;
    private boolean outstanding;
    private boolean closed;
    private long askedAt;
    private ServiceStatus said;

    /**
     * @param presumedName what the service is called until it says so itself
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param changed run, outside the lock, when it says something else than before
     */
    Inquiry(HealthContributor contributor, String presumedName, Executor threads, LongSupplier nanos, Runnable changed) {
        this.contributor = contributor;
        this.presumedName = presumedName;
        this.threads = threads;
        this.nanos = nanos;
        this.changed = changed;
    }

    /** Asks, unless an answer is outstanding; one that is outstanding for too long is itself the answer. */
    void ask() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (outstanding) {
                if (nanos.getAsLong() - askedAt < LIMIT.toNanos()) {
                    return;
                }
                if (isNew(failed("Its health check has not answered for more than " + LIMIT.toSeconds() + " s; restart the service"))) {
                    LOG.warn("The health check of {} hangs", name());
                } else {
                    return;
                }
            } else {
                outstanding = true;
                askedAt = nanos.getAsLong();
                threads.execute(this::answer);
                return;
            }
        }
        changed.run();
    }

    private void answer() {
        synchronized (this) {
            if (closed) {
                return;
            }
            asker = Thread.currentThread();
        }
        ServiceStatus status = null;
        Throwable failure = null;
        try {
            status = Objects.requireNonNull(contributor.status(), "a contributor gives a status");
        } catch (Throwable e) { // a foreign bundle, also with classes that are gone
            failure = e;
        }
        if (settle(status, failure)) {
            changed.run();
        }
    }

    private synchronized boolean settle(ServiceStatus status, Throwable failure) {
        asker = null;
        outstanding = false;
        if (closed) {
            return false;
        }
        if (failure == null) {
            return isNew(status);
        }
        boolean news = isNew(failed("Its health check fails; the log tells more"));
        if (news) {
            LOG.warn("The health check of {} fails", name(), failure);
        }
        return news;
    }

    private boolean isNew(ServiceStatus status) {
        if (status.equals(said)) {
            return false;
        }
        said = status;
        return true;
    }

    private ServiceStatus failed(String reason) {
        var failed = ServiceStatus.offline(name(), reason);
        return said == null ? failed : said.group().map(failed::inGroup).orElse(failed);
    }

    private String name() {
        return said == null ? presumedName : said.service();
    }

    /** What it last said, empty before its first answer. */
    synchronized Optional<ServiceStatus> said() {
        return Optional.ofNullable(said);
    }

    /** Forgets the contributor. A thread that hangs in it is interrupted. */
    synchronized void close() {
        closed = true;
        if (asker != null) {
            asker.interrupt();
        }
    }
}
