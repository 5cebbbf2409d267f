package cell.core.internal.health;

import cell.api.state.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The history's SQL. No two entries are of the same millisecond, so that the time of the last one seen is a cursor. */
final class HistoryTables {
    static final List<Migration> MIGRATIONS =
            List.of(Migration.of(1, "CREATE TABLE entry (millis BIGINT PRIMARY KEY, body TEXT NOT NULL)"));

    private HistoryTables() {}

    /** Appends an entry and drops those that are too many or too old. An entry of a millisecond that is taken is left out. */
    static int append(Connection connection, Instant at, String body, HistorySettings settings) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO entry (millis, body) VALUES (?, ?) ON CONFLICT (millis) DO NOTHING")) {
            insert.setLong(1, at.toEpochMilli());
            insert.setString(2, body);
            insert.executeUpdate();
        }
        try (var delete = connection.prepareStatement("DELETE FROM entry WHERE millis < ?"
                + " OR millis <= (SELECT millis FROM entry ORDER BY millis DESC LIMIT 1 OFFSET ?)")) {
            delete.setLong(1, at.minus(settings.keepFor()).toEpochMilli());
            delete.setInt(2, settings.keepEntries());
            return delete.executeUpdate();
        }
    }

    static List<String> last(Connection connection, int limit) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT body FROM (SELECT millis, body FROM entry ORDER BY millis DESC LIMIT ?) AS latest ORDER BY millis")) {
            select.setInt(1, limit);
            return bodies(select);
        }
    }

    static List<String> since(Connection connection, Instant after, int limit) throws SQLException {
        try (var select = connection.prepareStatement("SELECT body FROM entry WHERE millis > ? ORDER BY millis LIMIT ?")) {
            select.setLong(1, after.toEpochMilli());
            select.setInt(2, limit);
            return bodies(select);
        }
    }

    private static List<String> bodies(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            List<String> bodies = new ArrayList<>();
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
            return bodies;
        }
    }
}
