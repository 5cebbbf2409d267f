package cell.api.name;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered by a service that has names to publish; when its registration goes, so do its names. */
@ConsumerType
public interface NameSource {
    /**
     * Tells a follower the whole list now, and again after each change, until the returned handle is closed. Calls come one at a time.
     */
    AutoCloseable follow(Consumer<List<NameRecord>> follower);
}
