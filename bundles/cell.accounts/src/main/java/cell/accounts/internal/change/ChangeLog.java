package cell.accounts.internal.change;

import cell.api.account.AccountContributor.AccountChange.Kind;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The journal of changes: a row is there from before the first step until after the last one. Whatever stands here after a kill is to
 * be finished: forward when it was decided, back when not.
 */
public final class ChangeLog {
    private final Database database;
    private final Clock clock;
    private final Attributes attributes = new Attributes();

    private record Head(String id, Kind kind, String username, boolean whole, boolean decided) {}

    /** What the decision writes besides. */
    @FunctionalInterface
    public interface Decision {
        void write(Sql sql) throws SQLException;
    }

    ChangeLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Writes the change down, undecided. */
    PendingChange begin(String id, Kind kind, String username, boolean whole, Map<String, Map<String, Object>> parts) {
        var texts = new HashMap<String, String>();
        parts.forEach((service, values) -> texts.put(service, attributes.write(values)));
        return database.write(connection -> {
            var sql = new Sql(connection);
            sql.update(
                    "INSERT INTO changes (id, kind, username, whole, decided, created_at) VALUES (?, ?, ?, ?, 0, ?)",
                    id,
                    kind.name(),
                    username,
                    whole ? 1 : 0,
                    clock.millis());
            for (var part : texts.entrySet()) {
                sql.update(
                        "INSERT INTO change_parts (change_id, service, attributes) VALUES (?, ?, ?)",
                        id,
                        part.getKey(),
                        part.getValue());
            }
            return load(sql, id).orElseThrow();
        });
    }

    /** The point of no return: the decision, and what it means for the people, in one transaction. */
    void decide(String id, Decision decision) {
        database.write(connection -> {
            var sql = new Sql(connection);
            decision.write(sql);
            return sql.update("UPDATE changes SET decided = 1 WHERE id = ?", id);
        });
    }

    /** Strikes out services that were told, and the change when none is left. */
    void told(String id, List<String> services) {
        database.write(connection -> {
            var sql = new Sql(connection);
            for (var service : services) {
                sql.update("DELETE FROM change_parts WHERE change_id = ? AND service = ?", id, service);
            }
            return sql.update("DELETE FROM changes WHERE id = ? AND id NOT IN (SELECT change_id FROM change_parts)", id);
        });
    }

    Optional<PendingChange> find(String id) {
        return database.read(connection -> load(new Sql(connection), id));
    }

    /** All that are not finished, oldest first. */
    List<PendingChange> pending() {
        return select("SELECT id FROM changes ORDER BY created_at, id");
    }

    List<PendingChange> pendingOf(String username) {
        return select("SELECT id FROM changes WHERE username = ? ORDER BY created_at, id", username);
    }

    private List<PendingChange> select(String query, Object... values) {
        return database.read(connection -> {
            var sql = new Sql(connection);
            var found = new ArrayList<PendingChange>();
            for (var id : sql.list(row -> row.getString(1), query, values)) {
                load(sql, id).ifPresent(found::add);
            }
            return List.copyOf(found);
        });
    }

    private Optional<PendingChange> load(Sql sql, String id) throws SQLException {
        var head = sql.first(
                row -> new Head(
                        id,
                        Kind.valueOf(row.getString("kind")),
                        row.getString("username"),
                        row.getInt("whole") == 1,
                        row.getInt("decided") == 1),
                "SELECT kind, username, whole, decided FROM changes WHERE id = ?",
                id);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        var parts = sql
                .list(
                        row -> Map.entry(row.getString("service"), attributes.read(row.getString("attributes"))),
                        "SELECT service, attributes FROM change_parts WHERE change_id = ?",
                        id)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var found = head.get();
        return Optional.of(
                new PendingChange(id, found.kind(), found.username(), found.whole(), found.decided(), parts));
    }
}
