package cell.api.name;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** All names that the cell's services publish through a {@link NameSource}, as one list: what a name server follows. */
@ProviderType
public interface NameDirectory {
    /**
     * Tells a follower the whole list now, and again after each change, until the returned handle is closed. Calls come one at a time;
     * the follower must return at once. Duplicates are told once; sources are in the order in which they came.
     */
    AutoCloseable follow(Consumer<List<NameRecord>> follower);

    /** The list as it stands. */
    List<NameRecord> records();
}
