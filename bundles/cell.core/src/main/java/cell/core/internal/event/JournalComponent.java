package cell.core.internal.event;

import cell.api.error.CellException;
import cell.api.event.Journal;
import cell.api.event.Topics;
import cell.api.state.Database;
import cell.api.state.StateStore;
import cell.core.internal.health.KernelPart;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on disk. {@link #append} returns when the entry is there; parallel ones share a flush of the disk, because the database
 * does that. What EventAdmin brings waits in a bounded queue for one thread that writes it. Safe for any number of threads.
 */
@Component(
        service = {Journal.class, JournalComponent.class, EventHandler.class, KernelPart.class},
        configurationPid = "cell.events",
        property = EventConstants.EVENT_TOPIC + "=" + Topics.ALL,
        immediate = true)
public final class JournalComponent implements Journal, EventHandler, KernelPart {
    private static final Logger LOG = LoggerFactory.getLogger(JournalComponent.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 500;
    private static final int ENTRIES_BETWEEN_DROPS = 1_000;
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 3_000;

    private final Database database;
    private final Clock clock;
    private final JournalSettings settings;
    private final NewsQueue queue = new NewsQueue(QUEUE);
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final AtomicReference<ChainCheck.Fault> fault = new AtomicReference<>();
    private final AtomicInteger sinceDrop = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final Thread writer = new Thread(this::writeOn, "cell-journal");

    @Activate
    public JournalComponent(@Reference StateStore store, JournalConfig config) {
        this(store, JournalSettings.of(config), Clock.systemUTC());
    }

    JournalComponent(StateStore store, JournalSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        database = store.open("journal", JournalTables.MIGRATIONS);
        try {
            LOG.info("The journal ends at number {} with hash {}", head().number(), head().hash());
        } catch (CellException e) {
            database.close();
            throw e;
        }
        writer.setDaemon(true);
        writer.start();
    }

    /** What still waits is written first. */
    @Deactivate
    void close() {
        ending.countDown();
        queue.wake();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    JournalSettings settings() {
        return settings;
    }

    @Override
    public long append(String topic, Map<String, Object> data) {
        var entries = write(List.of(News.of(topic, data)));
        return entries.get(entries.size() - 1).number();
    }

    /** Takes it to be written soon; never waits. */
    void appendSoon(String topic, Map<String, ?> data) {
        queue.offer(News.of(topic, data));
    }

    @Override
    public void handleEvent(Event event) {
        var data = new TreeMap<String, Object>();
        for (var name : event.getPropertyNames()) {
            if (!EventConstants.EVENT_TOPIC.equals(name)) {
                data.put(name, event.getProperty(name));
            }
        }
        appendSoon(event.getTopic(), data);
    }

    private List<Entry> write(List<News> news) {
        try {
            var entries = database.write(connection -> JournalTables.append(connection, news, clock.millis()));
            if (failure.getAndSet(null) != null) {
                LOG.info("The journal can be written again");
            }
            followers.forEach(Runnable::run);
            if (sinceDrop.addAndGet(news.size()) >= ENTRIES_BETWEEN_DROPS) {
                queue.wake();
            }
            return entries;
        } catch (CellException e) {
            if (failure.getAndSet(e.getMessage()) == null) {
                LOG.error("The journal cannot be written: {}", e.getMessage());
            }
            throw e;
        }
    }

    /** The writing thread, until the end; then it writes what is left. */
    private void writeOn() {
        try {
            while (ending.getCount() > 0 || !queue.isEmpty()) {
                var batch = withLost(queue.take(BATCH));
                while (!batch.isEmpty() && !isWritten(batch)) {
                    if (ending.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                        LOG.error("{} events or more were lost at the end, because the journal could not be written", batch.size());
                        return;
                    }
                }
                dropOld();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWritten(List<News> batch) {
        try {
            write(batch);
            return true;
        } catch (CellException e) {
            return false;
        }
    }

    private List<News> withLost(List<News> batch) {
        long lost = queue.takeLost();
        if (lost == 0) {
            return batch;
        }
        var all = new ArrayList<>(batch);
        all.add(News.of(Topics.of("core", "event", "LOST"), Map.of("count", lost)));
        return all;
    }

    private void dropOld() {
        if (sinceDrop.get() < ENTRIES_BETWEEN_DROPS) {
            return;
        }
        sinceDrop.set(0);
        try {
            database.write(connection -> JournalTables.drop(connection, settings.keepEntries(), clock.instant().minus(settings.keepFor()).toEpochMilli()));
        } catch (CellException e) {
            LOG.warn("Old entries of the journal were not dropped: {}", e.getMessage());
        }
    }

    Head head() {
        return database.read(JournalTables::head);
    }

    /** What is there of the journal, in one consistent look. */
    Page after(long number, Filter filter, int limit) {
        return database.read(connection -> {
            var entries = JournalTables.after(connection, number, filter, limit);
            return Page.of(entries, JournalTables.anchor(connection), JournalTables.head(connection), entries.size() == limit);
        });
    }

    Page last(Filter filter, int limit) {
        return database.read(connection ->
                Page.of(JournalTables.last(connection, filter, limit), JournalTables.anchor(connection), JournalTables.head(connection), false));
    }

    /** Walks the whole chain; a fault that it finds makes the cell's health degraded until a walk finds none. */
    ChainCheck verify(Head known) {
        var check = database.read(connection -> ChainCheck.of(connection, known));
        if (known == null) {
            fault.set(check.fault().orElse(null));
        }
        return check;
    }

    /** From now on runs something after each write; it must return at once. */
    void follow(Runnable follower) {
        followers.add(follower);
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    @Override
    public Optional<Problem> problem() {
        var broken = fault.get();
        if (broken != null) {
            return Optional.of(new Problem(false, "The journal was tampered with at number " + broken.number() + ": " + broken.reason()));
        }
        return Optional.ofNullable(failure.get()).map(reason -> new Problem(false, "The journal cannot be written: " + reason));
    }
}
