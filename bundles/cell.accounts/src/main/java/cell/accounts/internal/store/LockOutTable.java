package cell.accounts.internal.store;

import cell.api.state.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that are locked out, so that a restart does not let them go. Stateless. */
public final class LockOutTable {
    /** How many are kept: an attacker may make up names. The ones that failed longest ago go first. */
    public static final int MOST = 1_000;

    private record Line(String username, Failures failures) {}

    public Map<String, Failures> all(Sql sql) throws SQLException {
        return sql
                .list(
                        row -> new Line(
                                row.getString("username"),
                                new Failures(
                                        row.getInt("failures"),
                                        Instant.ofEpochMilli(row.getLong("failed_at")),
                                        Instant.ofEpochMilli(row.getLong("held_until")))),
                        "SELECT username, failures, failed_at, held_until FROM lock_outs")
                .stream()
                .collect(Collectors.toMap(Line::username, Line::failures));
    }

    /** Writes one down, and deletes those that failed last before an instant. */
    public void put(Sql sql, String username, Failures failures, Instant forgotten) throws SQLException {
        delete(sql, username);
        sql.update(
                "INSERT INTO lock_outs (username, failures, failed_at, held_until) VALUES (?, ?, ?, ?)",
                username,
                failures.count(),
                failures.lastAt().toEpochMilli(),
                failures.heldUntil().toEpochMilli());
        sql.update("DELETE FROM lock_outs WHERE failed_at < ?", forgotten.toEpochMilli());
        sql.update(
                "DELETE FROM lock_outs WHERE username NOT IN"
                        + " (SELECT username FROM lock_outs ORDER BY failed_at DESC, username LIMIT ?)",
                MOST);
    }

    public void delete(Sql sql, String username) throws SQLException {
        sql.update("DELETE FROM lock_outs WHERE username = ?", username);
    }
}
