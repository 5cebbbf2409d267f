package cell.accounts.internal.store;

import cell.api.account.Person;
import cell.api.state.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** People and what each has. Stateless. */
public final class PeopleTable {
    private static final String SELECT = "SELECT p.username, p.hash, p.created_at, m.service, m.hash AS service_hash"
            + " FROM people p LEFT JOIN memberships m ON m.username = p.username";

    private record Line(String username, String hash, Instant createdAt, Optional<String> service, Optional<String> serviceHash) {}

    public Optional<StoredPerson> find(Sql sql, String username) throws SQLException {
        return select(sql, " WHERE p.username = ?", username).stream().findFirst();
    }

    public List<Person> all(Sql sql) throws SQLException {
        return select(sql, "").stream().map(StoredPerson::person).toList();
    }

    public List<Person> withService(Sql sql, String service) throws SQLException {
        var where = " WHERE p.username IN (SELECT username FROM memberships WHERE service = ?)";
        return select(sql, where, service).stream().map(StoredPerson::person).toList();
    }

    public int count(Sql sql) throws SQLException {
        return sql.count("SELECT COUNT(*) FROM people");
    }

    /** Whether anybody has a password for this service alone. */
    public boolean anyServiceHash(Sql sql, String service) throws SQLException {
        return sql.first(row -> row.getInt(1), "SELECT 1 FROM memberships WHERE service = ? AND hash IS NOT NULL LIMIT 1", service)
                .isPresent();
    }

    public void insert(Sql sql, String username, String hash, Instant now) throws SQLException {
        sql.update("INSERT INTO people (username, hash, created_at) VALUES (?, ?, ?)", username, hash, now.toEpochMilli());
    }

    public void delete(Sql sql, String username) throws SQLException {
        sql.update("DELETE FROM memberships WHERE username = ?", username);
        sql.update("DELETE FROM people WHERE username = ?", username);
    }

    public void grant(Sql sql, String username, String service, Instant now) throws SQLException {
        sql.update("INSERT INTO memberships (username, service, since) VALUES (?, ?, ?)", username, service, now.toEpochMilli());
    }

    public void revoke(Sql sql, String username, String service) throws SQLException {
        sql.update("DELETE FROM memberships WHERE username = ? AND service = ?", username, service);
    }

    public boolean setHash(Sql sql, String username, String hash) throws SQLException {
        return sql.update("UPDATE people SET hash = ? WHERE username = ?", hash, username) == 1;
    }

    public boolean setServiceHash(Sql sql, String username, String service, String hash) throws SQLException {
        return sql.update("UPDATE memberships SET hash = ? WHERE username = ? AND service = ?", hash, username, service) == 1;
    }

    /** Tells whether there was one. */
    public boolean clearServiceHash(Sql sql, String username, String service) throws SQLException {
        return sql.update(
                        "UPDATE memberships SET hash = NULL WHERE username = ? AND service = ? AND hash IS NOT NULL", username, service)
                == 1;
    }

    /** Puts a new hash of the same password in place of the old, wherever that stands. A password changed meanwhile stays. */
    public void replaceHash(Sql sql, String username, String old, String hash) throws SQLException {
        sql.update("UPDATE people SET hash = ? WHERE username = ? AND hash = ?", hash, username, old);
        sql.update("UPDATE memberships SET hash = ? WHERE username = ? AND hash = ?", hash, username, old);
    }

    private static List<StoredPerson> select(Sql sql, String where, Object... values) throws SQLException {
        var lines = sql.list(
                row -> new Line(
                        row.getString("username"),
                        row.getString("hash"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Optional.ofNullable(row.getString("service")),
                        Optional.ofNullable(row.getString("service_hash"))),
                SELECT + where,
                values);
        var people = new TreeMap<String, List<Line>>();
        for (var line : lines) {
            people.computeIfAbsent(line.username(), name -> new ArrayList<>()).add(line);
        }
        return people.values().stream().map(PeopleTable::person).toList();
    }

    private static StoredPerson person(List<Line> lines) {
        Set<String> services = new HashSet<>();
        Map<String, String> hashes = new HashMap<>();
        for (var line : lines) {
            line.service().ifPresent(services::add);
            line.serviceHash().ifPresent(hash -> hashes.put(line.service().orElseThrow(), hash));
        }
        var first = lines.get(0);
        return new StoredPerson(new Person(first.username(), services, first.createdAt()), first.hash(), hashes);
    }
}
