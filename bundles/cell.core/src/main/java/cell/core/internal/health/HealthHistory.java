package cell.core.internal.health;

import cell.api.error.CellException;
import cell.api.event.Topics;
import cell.api.health.ServiceStatus.Level;
import cell.api.state.Database;
import cell.api.state.StateStore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of the cell's health, on disk: an entry a minute, and one whenever something changes. Alerts are told as events too. It
 * writes on a thread of its own; while the disk takes nothing, entries are lost and the log says so once.
 */
@Component(service = {HealthHistory.class, BoardListener.class}, configurationPid = "cell.health", immediate = true)
public final class HealthHistory implements BoardListener {
    private static final Logger LOG = LoggerFactory.getLogger(HealthHistory.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int QUEUE = 100;
    private static final long CLOSE_SECONDS = 3;

    private final Database database;
    private final EventAdmin events;
    private final HistorySettings settings;
    private final Clock clock;
    private final HistoryKeeper keeper;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
        var thread = new Thread(task, "cell-health-history");
        thread.setDaemon(true);
        return thread;
    }, new ThreadPoolExecutor.DiscardPolicy());
    private boolean failing;

    @Activate
    public HealthHistory(@Reference StateStore store, @Reference EventAdmin events, HealthConfig config) {
        this(store, events, HistorySettings.of(config), Clock.systemUTC());
    }

    HealthHistory(StateStore store, EventAdmin events, HistorySettings settings, Clock clock) {
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        database = store.open("health-history", HistoryTables.MIGRATIONS);
        try {
            keeper = new HistoryKeeper(settings.every(), levels(last(1)));
        } catch (CellException e) {
            database.close();
            throw e;
        }
    }

    @Deactivate
    void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The last entries of the health history were not written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    private static Map<String, Level> levels(List<String> last) {
        Map<String, Level> levels = new HashMap<>();
        for (var body : last) {
            try {
                JSON.readTree(body).properties().forEach(field -> {
                    for (var level : Level.values()) {
                        if (level.word().equals(field.getValue().path("status").asText())) {
                            levels.put(field.getKey(), level);
                        }
                    }
                });
            } catch (JsonProcessingException e) {
                LOG.warn("The last entry of the health history cannot be read");
            }
        }
        return levels;
    }

    @Override
    public void seen(Map<String, ServiceView> services) {
        keeper.seen(services, clock.instant().truncatedTo(ChronoUnit.MILLIS)).ifPresent(entry -> {
            entry.alerts().forEach(this::tell);
            writer.execute(() -> write(entry));
        });
    }

    private void tell(Alert alert) {
        if (alert.isRecovery()) {
            LOG.info("Service {} is {} again", alert.service(), alert.to().word());
        } else {
            LOG.warn("Service {} is {}{}", alert.service(), alert.to().word(), alert.reason().map(text -> ": " + text).orElse(""));
        }
        events.postEvent(new Event(Topics.of(alert.service(), "health", alert.isRecovery() ? "RECOVERED" : "WORSENED"), alert.toJson()));
    }

    private void write(HistoryEntry entry) {
        try {
            var body = JSON.writeValueAsString(entry.toJson());
            database.write(connection -> HistoryTables.append(connection, entry.at(), body, settings));
            failing = false;
        } catch (CellException | JsonProcessingException e) {
            if (!failing) {
                LOG.warn("The health history cannot be written: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /** The last {@code limit} entries as JSON, oldest first. */
    List<String> last(int limit) {
        return database.read(connection -> HistoryTables.last(connection, limit));
    }

    /** The first {@code limit} entries that are later, as JSON, oldest first. */
    List<String> since(Instant after, int limit) {
        return database.read(connection -> HistoryTables.since(connection, after, limit));
    }
}
