package cell.core.internal.state;

import cell.api.state.Database;
import cell.api.state.Migration;
import cell.api.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One for each bundle, so that what a bundle left open is closed when it stops, or when its last component lets go of the store. */
@Component(service = StateStore.class, scope = ServiceScope.BUNDLE)
public final class BundleStateStore implements StateStore {
    private final Databases databases;
    /** Guarded by itself. */
    private final List<Database> opened = new ArrayList<>();

    @Activate
    public BundleStateStore(@Reference Databases databases) {
        this.databases = databases;
    }

    @Override
    public Database open(String service, List<Migration> migrations) {
        var database = databases.open(service, migrations);
        synchronized (opened) {
            opened.add(database);
        }
        return database;
    }

    /** Closing one that is closed does nothing. */
    @Deactivate
    void close() {
        synchronized (opened) {
            for (int i = opened.size() - 1; i >= 0; i--) {
                opened.get(i).close();
            }
            opened.clear();
        }
    }
}
