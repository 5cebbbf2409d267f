package cell.core.internal.state;

import cell.api.error.CellException;
import cell.api.state.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * The steps of a schema from its first one on. Which of them were done stands in the database, in {@code schema_migrations}.
 *
 * @param steps numbered from 1 without a gap
 */
record Migrations(List<Migration> steps) {
    Migrations {
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).version() != i + 1) {
                throw new IllegalArgumentException("migration " + steps.get(i).version() + " stands where " + (i + 1) + " is expected");
            }
            steps.get(i).statements().forEach(Migrations::requireShared);
        }
    }

    /** A check that waits for the commit would refuse the works of others that share it. */
    private static void requireShared(String statement) {
        if (statement.toUpperCase(Locale.ROOT).contains("DEFERRABLE")) {
            throw new IllegalArgumentException("constraints are checked at once here: DEFERRABLE cannot be used");
        }
    }

    /**
     * Does what is due. To be called in a transaction.
     *
     * @throws CellException UNAVAILABLE when more was done than is known here; nothing was written
     */
    void apply(Connection connection, Source source, Clock clock) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at BIGINT NOT NULL)");
            int done = done(connection);
            if (done > steps.size()) {
                throw CellException.unavailable("Its data was written by a newer version of the cell (schema " + done
                        + ", this version knows " + steps.size() + "): install that version again. The data was not touched.");
            }
            for (var step : steps.subList(done, steps.size())) {
                for (var sql : step.statements()) {
                    statement.execute(source.dialect(sql));
                }
                record(connection, step.version(), clock);
            }
        }
    }

    private static int done(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_migrations")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void record(Connection connection, int version, Clock clock) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)")) {
            insert.setInt(1, version);
            insert.setLong(2, clock.millis());
            insert.executeUpdate();
        }
    }
}
