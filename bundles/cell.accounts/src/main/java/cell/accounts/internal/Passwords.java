package cell.accounts.internal;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.login.Guard;
import cell.accounts.internal.password.PasswordHasher;
import cell.accounts.internal.password.PasswordPolicy;
import cell.accounts.internal.password.VerifiedCredentials;
import cell.accounts.internal.store.PeopleTable;
import cell.api.account.Person;
import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.sql.SQLException;

/** Changes the passwords that people thought up. App passwords stay as they are. Safe for any number of threads. */
public final class Passwords {
    private final Database database;
    private final Directory directory;
    private final PasswordHasher hasher;
    private final VerifiedCredentials verified;
    private final Guard guard;
    private final AccountEvents events;
    private final OneAtATime oneAtATime;
    private final PeopleTable people = new PeopleTable();

    Passwords(
            Database database,
            Directory directory,
            PasswordHasher hasher,
            VerifiedCredentials verified,
            Guard guard,
            AccountEvents events,
            OneAtATime oneAtATime) {
        this.database = database;
        this.directory = directory;
        this.hasher = hasher;
        this.verified = verified;
        this.guard = guard;
        this.events = events;
        this.oneAtATime = oneAtATime;
    }

    /**
     * Changes the person's own password. It ends a lock-out.
     *
     * @throws CellException NOT_FOUND, or INVALID for the field {@code password}
     */
    public Person change(String username, String password) {
        var name = directory.require(username).username();
        var normal = PasswordPolicy.require("password", name, password);
        var hash = hasher.compute(turn -> turn.hash(normal));
        var changed = update(name, sql -> people.setHash(sql, name, hash));
        guard.unlock(name);
        events.passwordChanged(name);
        return changed;
    }

    /**
     * Gives the person a password for one service alone, beside the own one.
     *
     * @throws CellException NOT_FOUND when the person does not have the service, or INVALID for the field {@code password}
     */
    public Person changeFor(String username, String service, String password) {
        var name = directory.require(username).username();
        var normal = PasswordPolicy.require("password", name, password);
        var hash = hasher.compute(turn -> turn.hash(normal));
        var changed = update(name, sql -> {
            if (!people.setServiceHash(sql, name, service, hash)) {
                throw CellException.notFound("'" + name + "' does not have the service '" + service + "'");
            }
        });
        guard.unlock(name);
        events.servicePasswordChanged(name, service);
        return changed;
    }

    /**
     * Takes the password for one service alone away; the person's own goes on working there.
     *
     * @throws CellException NOT_FOUND when there is none
     */
    public Person removeFor(String username, String service) {
        var name = directory.require(username).username();
        var changed = update(name, sql -> {
            if (!people.clearServiceHash(sql, name, service)) {
                throw CellException.notFound("'" + name + "' has no password for the service '" + service + "' alone");
            }
        });
        events.servicePasswordRemoved(name, service);
        return changed;
    }

    @FunctionalInterface
    private interface Change {
        void write(Sql sql) throws SQLException;
    }

    private Person update(String name, Change change) {
        return oneAtATime.with(name, () -> {
            var person = directory.require(name);
            database.write(connection -> {
                change.write(new Sql(connection));
                return person;
            });
            verified.drop(name);
            return person;
        });
    }
}
