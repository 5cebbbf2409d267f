package cell.core.internal.state;

import cell.api.error.CellException;
import cell.api.health.ServiceStatus;
import cell.api.state.Database;
import cell.api.state.Migration;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All databases of the cell, on one engine. */
@Component(service = Databases.class)
public final class Databases {
    private final Engine engine;
    private final Clock clock;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    @Activate
    public Databases(@Reference Engine engine) {
        this(engine, Clock.systemUTC());
    }

    Databases(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Opens one, as {@link cell.api.state.StateStore#open} says. */
    Database open(String service, List<Migration> migrations) {
        var steps = new Migrations(migrations);
        if (!open.add(ServiceStatus.requireName(service))) {
            throw CellException.conflict("The database of " + service + " is open already.");
        }
        Database database = null;
        boolean done = false;
        try {
            var source = engine.source(service);
            database = new OpenDatabase(source, () -> open.remove(service));
            database.write(connection -> {
                steps.apply(connection, source, clock);
                return null;
            });
            done = true;
            return database;
        } finally {
            if (!done) {
                giveUp(service, database);
            }
        }
    }

    private void giveUp(String service, Database database) {
        if (database == null) {
            open.remove(service);
        } else {
            database.close();
        }
    }
}
