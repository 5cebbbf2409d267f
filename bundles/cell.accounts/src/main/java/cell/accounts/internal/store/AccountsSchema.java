package cell.accounts.internal.store;

import cell.api.state.Migration;
import java.util.List;

/** The tables of {@code accounts}. What stands in the journal of changes never holds a password or a hash. */
public final class AccountsSchema {
    /** The database's name. */
    public static final String SERVICE = "accounts";

    public static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "CREATE TABLE people (username TEXT PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT NOT NULL)",
            "CREATE TABLE memberships (username TEXT NOT NULL, service TEXT NOT NULL, hash TEXT, since BIGINT NOT NULL,"
                    + " PRIMARY KEY (username, service))",
            "CREATE INDEX memberships_by_service ON memberships (service, username)",
            "CREATE TABLE app_passwords (id TEXT PRIMARY KEY, username TEXT NOT NULL, label TEXT NOT NULL,"
                    + " hash TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, last_used_at BIGINT)",
            "CREATE INDEX app_passwords_by_username ON app_passwords (username, created_at)",
            "CREATE TABLE app_password_services (id TEXT NOT NULL, service TEXT NOT NULL, PRIMARY KEY (id, service))",
            "CREATE TABLE known_clients (username TEXT NOT NULL, client TEXT NOT NULL, last_success BIGINT NOT NULL,"
                    + " PRIMARY KEY (username, client))",
            "CREATE TABLE lock_outs (username TEXT PRIMARY KEY, failures INTEGER NOT NULL, failed_at BIGINT NOT NULL,"
                    + " held_until BIGINT NOT NULL)",
            "CREATE TABLE changes (id TEXT PRIMARY KEY, kind TEXT NOT NULL, username TEXT NOT NULL, whole INTEGER NOT NULL,"
                    + " decided INTEGER NOT NULL, created_at BIGINT NOT NULL)",
            "CREATE TABLE change_parts (change_id TEXT NOT NULL, service TEXT NOT NULL, attributes TEXT NOT NULL,"
                    + " PRIMARY KEY (change_id, service))"));

    private AccountsSchema() {}
}
