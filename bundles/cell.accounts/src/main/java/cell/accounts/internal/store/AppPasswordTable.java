package cell.accounts.internal.store;

import cell.api.state.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** App passwords and their scopes. Stateless. */
public final class AppPasswordTable {
    private static final String SELECT = "SELECT id, username, label, created_at, last_used_at FROM app_passwords";

    public void insert(Sql sql, AppPassword made, String hash) throws SQLException {
        sql.update(
                "INSERT INTO app_passwords (id, username, label, hash, created_at) VALUES (?, ?, ?, ?, ?)",
                made.id(),
                made.username(),
                made.label(),
                hash,
                made.createdAt().toEpochMilli());
        for (var service : made.services()) {
            sql.update("INSERT INTO app_password_services (id, service) VALUES (?, ?)", made.id(), service);
        }
    }

    /** A person's, oldest first. */
    public List<AppPassword> list(Sql sql, String username) throws SQLException {
        var found = sql.list(AppPasswordTable::read, SELECT + " WHERE username = ? ORDER BY created_at, id", username);
        var whole = new ArrayList<AppPassword>(found.size());
        for (var one : found) {
            whole.add(withServices(sql, one));
        }
        return List.copyOf(whole);
    }

    public Optional<AppPassword> findByHash(Sql sql, String username, String hash) throws SQLException {
        var found = sql.first(AppPasswordTable::read, SELECT + " WHERE hash = ? AND username = ?", hash, username);
        return found.isEmpty() ? found : Optional.of(withServices(sql, found.get()));
    }

    public int count(Sql sql, String username) throws SQLException {
        return sql.count("SELECT COUNT(*) FROM app_passwords WHERE username = ?", username);
    }

    public void used(Sql sql, String id, Instant now) throws SQLException {
        sql.update("UPDATE app_passwords SET last_used_at = ? WHERE id = ?", now.toEpochMilli(), id);
    }

    /** Deletes one, and tells whether it was there. */
    public boolean delete(Sql sql, String username, String id) throws SQLException {
        if (sql.update("DELETE FROM app_passwords WHERE id = ? AND username = ?", id, username) == 0) {
            return false;
        }
        sql.update("DELETE FROM app_password_services WHERE id = ?", id);
        return true;
    }

    /** Takes a service out of the scopes of a person's, and deletes those that are left without any. */
    public void narrow(Sql sql, String username, String service) throws SQLException {
        sql.update(
                "DELETE FROM app_password_services WHERE service = ? AND id IN (SELECT id FROM app_passwords WHERE username = ?)",
                service,
                username);
        sql.update("DELETE FROM app_passwords WHERE username = ? AND id NOT IN (SELECT id FROM app_password_services)", username);
    }

    private static AppPassword withServices(Sql sql, AppPassword one) throws SQLException {
        var services = sql.list(row -> row.getString(1), "SELECT service FROM app_password_services WHERE id = ?", one.id());
        return new AppPassword(
                one.id(), one.username(), one.label(), new HashSet<>(services), one.createdAt(), one.lastUsedAt());
    }

    private static AppPassword read(ResultSet row) throws SQLException {
        var lastUsed = row.getLong("last_used_at");
        return new AppPassword(
                row.getString("id"),
                row.getString("username"),
                row.getString("label"),
                Set.of(),
                Instant.ofEpochMilli(row.getLong("created_at")),
                lastUsed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastUsed)));
    }
}
