package cell.accounts.internal.store;

import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a log-in can do without: a full disk must not keep people out. */
public final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final Database database;

    /** What is to be written. */
    @FunctionalInterface
    public interface Note {
        void write(Sql sql) throws SQLException;
    }

    public Notes(Database database) {
        this.database = database;
    }

    /** Writes it, or warns that it could not be written. */
    public void keep(Note note) {
        try {
            database.write(connection -> {
                note.write(new Sql(connection));
                return null;
            });
        } catch (CellException e) {
            LOG.warn("What a log-in taught (last use, usual client, lock-out) could not be written: {}", e.getMessage());
        }
    }
}
