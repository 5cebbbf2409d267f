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
    /**
     * Work on a connection that must not be kept, for one thread. It may catch the exception of a refused statement, such as a row that
     * is there already, and go on; any other it lets through. It does not commit or roll back, and sets no state of the connection.
     */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Reads from one consistent snapshot, that of its first statement. A few can read at once; the next ones wait, for at most ten
     * seconds, so keep it short.
     *
     * @throws cell.api.error.CellException UNAVAILABLE when the database cannot be read
     */
    <T> T read(Work<T> work);

    /**
     * Runs the work in one transaction, alone among writers. It is on disk (fsynced) when this returns; when the work throws, nothing
     * of it happened. Those that wait for their turn share one commit, so many writers at once are cheap. What is to be kept in memory
     * as well is changed after this returned, never in the work.
     *
     * @throws cell.api.error.CellException UNAVAILABLE when the disk is full or the database cannot be written, CONFLICT when the work
     *     let the exception of a duplicate or of a broken reference through, INTERNAL for any other SQL error
     * @throws IllegalStateException inside another write
     */
    <T> T write(Work<T> work);

    /**
     * New connections for a library that wants a data source. Each is to be closed; auto-commit is on, as JDBC has it. A transaction
     * that reads before it writes may be refused when another wrote in between, and is then tried again.
     */
    DataSource dataSource();

    /** Gives everything back. What is running ends first. */
    @Override
    void close();
}
