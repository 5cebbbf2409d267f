package cell.core.internal.state;

import cell.api.error.CellException;
import java.sql.SQLException;
import java.util.List;

/** What an SQL error means for the caller. */
public enum Failure {
    /** No room is left. */
    FULL,
    /** The database cannot be reached, read or written just now. */
    UNREACHABLE,
    /** A row with the same key is there. */
    DUPLICATE,
    /** Other rows still refer to it, or what it refers to is missing. */
    REFERENCE,
    /** The statement is wrong: a mistake in the service. */
    MISTAKE;

    /** The one exception that it becomes. The driver's words, which may name a path or a server, stay in the cause. */
    CellException exception(SQLException cause) {
        return switch (this) {
            case FULL -> CellException.unavailable("The disk is full, so nothing was changed. Make room and try again.", cause);
            case UNREACHABLE -> CellException.unavailable(
                    "The cell's database cannot be used just now, so nothing was changed. The log tells why.", cause);
            case DUPLICATE -> conflict("It is there already.", cause);
            case REFERENCE -> conflict("Something else still needs it, or what it needs is gone.", cause);
            case MISTAKE -> CellException.internal("The cell's database refused a statement.", cause);
        };
    }

    private static CellException conflict(String message, SQLException cause) {
        return new CellException(CellException.Kind.CONFLICT, message, List.of(), cause);
    }
}
