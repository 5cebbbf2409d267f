package cell.core.internal.state;

import java.sql.Connection;
import java.sql.SQLException;

/** The way to one service's database. Every connection that it gives is new, has auto-commit on and is closed by who asked for it. */
public interface Source {
    /** For the one writer: alone among writers from its first statement on, and on disk when a commit returns. Makes what is missing. */
    Connection writer() throws SQLException;

    /** For one reader: what it sees in a transaction is one snapshot, and it can change nothing. */
    Connection reader() throws SQLException;

    /** For a library that manages its own transactions. */
    Connection common() throws SQLException;

    /** Puts this engine's words in place of those that a migration leaves open. */
    String dialect(String sql);

    Failure failure(SQLException e);
}
