package cell.core.internal.state;

import cell.api.state.StateStore;
import java.nio.file.Path;
import java.time.Clock;

/** The real store, on files in a folder of the test's. */
public final class TestStore {
    private TestStore() {}

    public static StateStore in(Path folder) {
        return new BundleStateStore(new Databases(SqliteFolder.engine(folder), Clock.systemUTC()));
    }
}
