package cell.core.internal.event;

import cell.api.state.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The journal's SQL. Two single rows besides the entries: the head, and the anchor, which is the last entry that was dropped. */
final class JournalTables {
    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "CREATE TABLE entry (number BIGINT PRIMARY KEY, millis BIGINT NOT NULL, topic TEXT NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL)",
            "CREATE TABLE mark (name TEXT PRIMARY KEY, number BIGINT NOT NULL, hash TEXT NOT NULL)",
            "INSERT INTO mark (name, number, hash) VALUES ('head', 0, '" + Entry.NO_HASH + "')",
            "INSERT INTO mark (name, number, hash) VALUES ('anchor', 0, '" + Entry.NO_HASH + "')"));

    private JournalTables() {}

    static Head head(Connection connection) throws SQLException {
        return mark(connection, "head");
    }

    static Head anchor(Connection connection) throws SQLException {
        return mark(connection, "anchor");
    }

    private static Head mark(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT number, hash FROM mark WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? new Head(rows.getLong(1), rows.getString(2)) : Head.NONE;
            }
        }
    }

    /** Appends to the chain. To be called in a transaction. */
    static List<Entry> append(Connection connection, List<News> news, long millis) throws SQLException {
        var head = head(connection);
        List<Entry> entries = new ArrayList<>(news.size());
        try (var insert = connection.prepareStatement("INSERT INTO entry (number, millis, topic, data, hash) VALUES (?, ?, ?, ?, ?)")) {
            for (var each : news) {
                var entry = Entry.after(head, millis, each.topic(), each.data());
                insert.setLong(1, entry.number());
                insert.setLong(2, entry.millis());
                insert.setString(3, entry.topic());
                insert.setString(4, entry.data());
                insert.setString(5, entry.hash());
                insert.executeUpdate();
                entries.add(entry);
                head = entry.head();
            }
        }
        setMark(connection, "head", head);
        return entries;
    }

    private static void setMark(Connection connection, String name, Head value) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE mark SET number = ?, hash = ? WHERE name = ?")) {
            update.setLong(1, value.number());
            update.setString(2, value.hash());
            update.setString(3, name);
            update.executeUpdate();
        }
    }

    /** Up to {@code limit} entries after a number that are wanted, in order. */
    static List<Entry> after(Connection connection, long number, Filter filter, int limit) throws SQLException {
        try (var select = connection.prepareStatement("SELECT number, millis, topic, data, hash FROM entry WHERE number > ?"
                + " AND substr(topic || '/', 1, ?) = ? ORDER BY number LIMIT ?")) {
            select.setLong(1, number);
            return read(select, filter, limit);
        }
    }

    /** The last {@code limit} entries that are wanted, in order. */
    static List<Entry> last(Connection connection, Filter filter, int limit) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM (SELECT number, millis, topic, data, hash FROM entry WHERE number > ?"
                + " AND substr(topic || '/', 1, ?) = ? ORDER BY number DESC LIMIT ?) AS latest ORDER BY number")) {
            select.setLong(1, 0);
            return read(select, filter, limit);
        }
    }

    private static List<Entry> read(PreparedStatement select, Filter filter, int limit) throws SQLException {
        select.setInt(2, filter.beginning().length());
        select.setString(3, filter.beginning());
        select.setInt(4, limit);
        try (var rows = select.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        }
    }

    static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4), rows.getString(5));
    }

    /** Drops the oldest: all but the last {@code keep}, and those from before a time. Says how many went. */
    static int drop(Connection connection, int keep, long beforeMillis) throws SQLException {
        long last = Math.max(head(connection).number() - keep, lastBefore(connection, beforeMillis));
        Head anchor = null;
        try (var select = connection.prepareStatement("SELECT number, hash FROM entry WHERE number <= ? ORDER BY number DESC LIMIT 1")) {
            select.setLong(1, last);
            try (var rows = select.executeQuery()) {
                if (rows.next()) {
                    anchor = new Head(rows.getLong(1), rows.getString(2));
                }
            }
        }
        if (anchor == null) {
            return 0;
        }
        setMark(connection, "anchor", anchor);
        try (var delete = connection.prepareStatement("DELETE FROM entry WHERE number <= ?")) {
            delete.setLong(1, anchor.number());
            return delete.executeUpdate();
        }
    }

    /** The last of the entries at the beginning that are all older; none when nothing is newer. */
    private static long lastBefore(Connection connection, long millis) throws SQLException {
        try (var select = connection.prepareStatement("SELECT COALESCE(MIN(number), 0) FROM entry WHERE millis >= ?")) {
            select.setLong(1, millis);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1) - 1;
            }
        }
    }
}
