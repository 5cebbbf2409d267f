package cell.core.internal.name;

import cell.api.name.NameDirectory;
import cell.api.name.NameRecord;
import cell.api.name.NameSource;
import cell.api.name.PublishedNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows every source that is registered; when a source goes, so do its names. */
@Component
public final class NameDirectoryComponent implements NameDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(NameDirectoryComponent.class);

    private final PublishedNames all = new PublishedNames(List.of());
    private final AtomicReference<List<NameRecord>> merged = new AtomicReference<>(List.of());

    /** Guards itself and {@link #subscriptions}; taken before the lock of {@link #all}, never after it. */
    private final Map<NameSource, List<NameRecord>> bySource = new LinkedHashMap<>();
    private final Map<NameSource, AutoCloseable> subscriptions = new LinkedHashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(NameSource source) {
        // Outside the lock: a source may tell its records while another thread holds the source's own lock and waits for ours.
        var subscription = source.follow(records -> tell(source, records));
        synchronized (bySource) {
            subscriptions.put(source, subscription);
        }
    }

    void unbindSource(NameSource source) {
        AutoCloseable subscription;
        synchronized (bySource) {
            subscription = subscriptions.remove(source);
        }
        close(subscription);
        synchronized (bySource) {
            bySource.remove(source);
            publish();
        }
    }

    private void tell(NameSource source, List<NameRecord> records) {
        synchronized (bySource) {
            bySource.put(source, List.copyOf(records));
            publish();
        }
    }

    private void publish() {
        merged.set(bySource.values().stream().flatMap(List::stream).distinct().toList());
        all.publish(merged.get());
    }

    private static void close(AutoCloseable subscription) {
        if (subscription == null) {
            return;
        }
        try {
            subscription.close();
        } catch (Exception e) {
            LOG.warn("A source of names does not let go of its follower", e);
        }
    }

    @Override
    public AutoCloseable follow(Consumer<List<NameRecord>> follower) {
        return all.follow(follower);
    }

    @Override
    public List<NameRecord> records() {
        return merged.get();
    }

    @Deactivate
    void close() {
        List<AutoCloseable> left;
        synchronized (bySource) {
            left = List.copyOf(subscriptions.values());
            subscriptions.clear();
            bySource.clear();
        }
        left.forEach(NameDirectoryComponent::close);
    }
}
