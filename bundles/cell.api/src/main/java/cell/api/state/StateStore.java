package cell.api.state;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Opens databases: one a service. */
@ProviderType
public interface StateStore {
    /**
     * Opens a service's database, made if it is missing, with all migrations applied. The caller closes it; what is still open when
     * the caller's bundle stops is closed then.
     *
     * @param service the service's name; each has one database, open once
     * @param migrations without a gap, in order
     * @throws cell.api.error.CellException UNAVAILABLE when its schema is newer than the last migration (a downgrade: it is left
     *     untouched), or when it cannot be opened; CONFLICT when it is open already
     */
    Database open(String service, List<Migration> migrations);
}
