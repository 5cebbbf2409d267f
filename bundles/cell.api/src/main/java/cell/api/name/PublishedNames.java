package cell.api.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A {@link NameSource} that is set as a whole. A service keeps one, registers it, and calls {@link #publish} whenever its names change.
 * Safe for use by any number of threads; a follower is called by the thread that publishes, one call at a time, and must return at once.
 */
public final class PublishedNames implements NameSource {
    /** Guards both fields, and keeps calls to followers in order. */
    private final Object lock = new Object();

    private final Map<Object, Consumer<List<NameRecord>>> followers = new LinkedHashMap<>();
    private List<NameRecord> records;

    public PublishedNames(List<NameRecord> records) {
        this.records = List.copyOf(records);
    }

    /** Replaces all records. The same records again are told to nobody. */
    public void publish(List<NameRecord> now) {
        synchronized (lock) {
            if (records.equals(now)) {
                return;
            }
            records = List.copyOf(now);
            new ArrayList<>(followers.values()).forEach(follower -> follower.accept(records));
        }
    }

    @Override
    public AutoCloseable follow(Consumer<List<NameRecord>> follower) {
        var key = new Object();
        synchronized (lock) {
            followers.put(key, follower);
            follower.accept(records);
        }
        return () -> {
            synchronized (lock) {
                followers.remove(key);
            }
        };
    }
}
