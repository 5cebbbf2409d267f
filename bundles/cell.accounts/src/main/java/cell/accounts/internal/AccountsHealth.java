package cell.accounts.internal;

import cell.accounts.internal.login.Guard;
import cell.accounts.internal.store.AccountsSchema;
import cell.accounts.internal.store.PeopleTable;
import cell.api.error.CellException;
import cell.api.health.ServiceStatus;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the accounts last knew of themselves. */
final class AccountsHealth {
    private final Database database;
    private final Guard guard;
    private final PeopleTable people = new PeopleTable();
    private final AtomicReference<Counts> last = new AtomicReference<>(new Counts(0, 0, 0, Optional.empty()));

    private record Counts(int people, int appPasswords, int pending, Optional<String> trouble) {
        Counts unreadable(String reason) {
            return new Counts(people, appPasswords, pending, Optional.of(reason));
        }
    }

    AccountsHealth(Database database, Guard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Counts again. What cannot be counted is said in the status, not thrown: the work that was counted for is done. */
    void refresh() {
        try {
            last.set(database.read(connection -> count(new Sql(connection))));
        } catch (CellException e) {
            last.updateAndGet(counts -> counts.unreadable(e.getMessage()));
        }
    }

    ServiceStatus status() {
        var counts = last.get();
        return counts.trouble()
                .map(reason -> ServiceStatus.degraded(AccountsSchema.SERVICE, reason))
                .orElseGet(() -> ServiceStatus.online(AccountsSchema.SERVICE))
                .with("people_count", counts.people())
                .with("app_passwords_count", counts.appPasswords())
                .with("pending_changes_count", counts.pending())
                .with("locked_out_count", guard.lockedOutCount());
    }

    private Counts count(Sql sql) throws SQLException {
        var pending = sql.list(row -> row.getString(1), "SELECT DISTINCT service FROM change_parts ORDER BY service");
        var trouble = pending.isEmpty()
                ? Optional.<String>empty()
                : Optional.of("Changes of people wait for the service " + String.join(", ", pending)
                        + " to finish them; see that it runs");
        return new Counts(
                people.count(sql),
                sql.count("SELECT COUNT(*) FROM app_passwords"),
                sql.count("SELECT COUNT(*) FROM changes"),
                trouble);
    }
}
