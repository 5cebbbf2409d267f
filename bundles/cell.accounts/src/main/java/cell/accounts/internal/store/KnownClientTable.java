package cell.accounts.internal.store;

import cell.api.state.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** From where people usually log in. Stateless. */
public final class KnownClientTable {
    /** How long a client is known after its last success. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    /** How many are kept of a person; the one longest unused goes first. */
    public static final int MOST = 32;

    private static final Duration EXACTNESS = Duration.ofDays(1);

    public boolean knows(Sql sql, String username, String client, Instant now) throws SQLException {
        return since(sql, username, client, now.minus(LIFETIME));
    }

    /** Whether a success must be written down: only once a day, because each writing costs an fsync. */
    public boolean isStale(Sql sql, String username, String client, Instant now) throws SQLException {
        return !since(sql, username, client, now.minus(EXACTNESS));
    }

    public void remember(Sql sql, String username, String client, Instant now) throws SQLException {
        sql.update("DELETE FROM known_clients WHERE username = ? AND client = ?", username, client);
        sql.update(
                "INSERT INTO known_clients (username, client, last_success) VALUES (?, ?, ?)", username, client, now.toEpochMilli());
        sql.update(
                "DELETE FROM known_clients WHERE username = ? AND client NOT IN"
                        + " (SELECT client FROM known_clients WHERE username = ? ORDER BY last_success DESC, client LIMIT ?)",
                username,
                username,
                MOST);
        sql.update("DELETE FROM known_clients WHERE last_success < ?", now.minus(LIFETIME).toEpochMilli());
    }

    public void deleteAll(Sql sql, String username) throws SQLException {
        sql.update("DELETE FROM known_clients WHERE username = ?", username);
    }

    private static boolean since(Sql sql, String username, String client, Instant from) throws SQLException {
        return sql.count(
                        "SELECT COUNT(*) FROM known_clients WHERE username = ? AND client = ? AND last_success >= ?",
                        username,
                        client,
                        from.toEpochMilli())
                > 0;
    }
}
