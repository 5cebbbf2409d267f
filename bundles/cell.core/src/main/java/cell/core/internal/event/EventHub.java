package cell.core.internal.event;

import cell.api.error.CellException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings the journal to all who follow it, with one thread for them all. A follower is given the entries after the last one that it
 * got, whether they are old or new: so there is neither a gap nor a duplicate where replay turns into live. Those that are up to date
 * share one look into the journal.
 */
@Component(service = EventHub.class)
public final class EventHub {
    private static final int PAGE = 200;
    private static final int CLOSE_SECONDS = 2;

    /** A page that was read for one follower and does for all that are as far. */
    private record Look(long after, Page page) {}

    private final JournalComponent journal;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicReference<Look> latest = new AtomicReference<>();
    private final Runnable feedSoon = this::feedSoon;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        var made = new Thread(task, "cell-events");
        made.setDaemon(true);
        return made;
    });

    @Activate
    public EventHub(@Reference JournalComponent journal) {
        this.journal = journal;
        long every = journal.settings().heartbeat().toMillis();
        thread.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
        journal.follow(feedSoon);
    }

    /** Ends all streams, saying why. */
    @Deactivate
    void close() {
        journal.unfollow(feedSoon);
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        followers.forEach(follower -> follower.end("The cell's event stream stops"));
        followers.clear();
    }

    /**
     * Refuses one more than are allowed.
     *
     * @throws CellException UNAVAILABLE
     */
    void requireRoom() {
        if (followers.size() >= journal.settings().followers()) {
            throw CellException.unavailable("As many as are allowed follow the events already (" + followers.size() + ")");
        }
    }

    /** A new client that goes on after a number. */
    Follower add(AsyncContext exchange, ServletOutputStream out, Filter filter, long after) {
        var follower = new Follower(exchange, out, filter, after, System::nanoTime, feedSoon);
        followers.add(follower);
        return follower;
    }

    void remove(Follower follower) {
        followers.remove(follower);
    }

    private void feedSoon() {
        if (due.compareAndSet(false, true) && !thread.isShutdown()) {
            thread.execute(this::feed);
        }
    }

    /** On the hub's thread only. */
    private void feed() {
        due.set(false);
        latest.set(null);
        boolean more = false;
        for (var follower : followers) {
            if (follower.isGone()) {
                followers.remove(follower);
            } else if (follower.isReady()) {
                more |= feed(follower);
            }
        }
        if (more) {
            feedSoon();
        }
    }

    /** Gives one follower its next page. Says whether there is more. */
    private boolean feed(Follower follower) {
        try {
            long after = follower.next();
            var page = page(after);
            if (after < page.anchor().number()) {
                follower.give(Frames.gap(after + 1, page.anchor().number()), page.anchor().number());
                return true;
            }
            if (page.entries().isEmpty()) {
                return false;
            }
            var wanted = page.entries().stream().filter(entry -> follower.filter().wants(entry.topic())).toList();
            follower.give(Frames.entries(wanted), page.next());
            return page.entries().size() == PAGE;
        } catch (CellException e) { // the heartbeat tries again
            return false;
        }
    }

    private Page page(long after) {
        var known = latest.get();
        if (known != null && known.after() == after) {
            return known.page();
        }
        var page = journal.after(after, Filter.ALL, PAGE);
        latest.set(new Look(after, page));
        return page;
    }

    private void beat() {
        long limit = journal.settings().stalled().toNanos();
        for (var follower : followers) {
            if (follower.stalledFor() > limit) {
                follower.end("Nothing was taken for " + journal.settings().stalled().toSeconds() + " s");
            } else {
                follower.give(Frames.HEARTBEAT, follower.next());
            }
        }
        feed();
    }
}
