package cell.api.state;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service's own database. Safe for use by any number of threads: readers never wait for a writer, writers take turns. Times are
 * stored as 64-bit milliseconds since 1970 UTC, booleans as 0 and 1.
 */
@ProviderType
public interface Database extends AutoCloseable {
    /** Work on a connection that must not be kept. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Reads from one consistent snapshot.
     *
     * @throws cell.api.error.CellException UNAVAILABLE when the database cannot be read
     */
    <T> T read(Work<T> work);

    /**
     * Runs the work in one transaction, alone among writers. It is on disk (fsynced) when this returns; when the work throws, nothing
     * of it happened.
     *
     * @throws cell.api.error.CellException UNAVAILABLE when the disk is full or the database cannot be written
     */
    <T> T write(Work<T> work);

    /** Connections for a library that wants a data source. Each is to be closed; auto-commit is on, as JDBC has it. */
    DataSource dataSource();

    /** Gives everything back. What is running ends first. */
    @Override
    void close();
}
