package cell.accounts.internal;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.password.AppSecret;
import cell.accounts.internal.store.AppPassword;
import cell.accounts.internal.store.AppPasswordTable;
import cell.api.account.Person;
import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Passwords for one device or program each, that can be revoked one by one. Safe for any number of threads. */
public final class AppPasswords {
    /** How many a person may have. */
    static final int MOST = 64;

    private static final int LONGEST_LABEL = 64;

    private final Database database;
    private final Clock clock;
    private final Directory directory;
    private final AccountEvents events;
    private final OneAtATime oneAtATime;
    private final Runnable changed;
    private final AppPasswordTable table = new AppPasswordTable();
    private final SecureRandom random = new SecureRandom();

    /**
     * A new one.
     *
     * @param password what it is
     * @param secret the text to type into the device, which nobody can read again
     */
    public record Created(AppPassword password, AppSecret secret) {}

    /**
     * @param changed done after each change
     */
    AppPasswords(
            Database database, Clock clock, Directory directory, AccountEvents events, OneAtATime oneAtATime, Runnable changed) {
        this.database = database;
        this.clock = clock;
        this.directory = directory;
        this.events = events;
        this.oneAtATime = oneAtATime;
        this.changed = changed;
    }

    /**
     * Makes one.
     *
     * @param label what it is for, 1 to 64 characters
     * @param services where it is good, at least one, all of which the person has
     * @throws CellException NOT_FOUND, INVALID for {@code label} or {@code services}, CONFLICT when the person has too many
     */
    public Created create(String username, String label, Set<String> services) {
        var name = directory.require(username).username();
        var text = requireLabel(label);
        var created = oneAtATime.with(name, () -> {
            requireScope(directory.require(name), services);
            var secret = AppSecret.random(random);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var made = new AppPassword(UUID.randomUUID().toString(), name, text, services, now, Optional.empty());
            return database.write(connection -> insert(new Sql(connection), made, secret));
        });
        changed.run();
        events.appPasswordAdded(created.password());
        return created;
    }

    /**
     * A person's, oldest first, without the secret.
     *
     * @throws CellException NOT_FOUND
     */
    public List<AppPassword> list(String username) {
        var name = directory.require(username).username();
        return database.read(connection -> table.list(new Sql(connection), name));
    }

    /**
     * Ends one, at once.
     *
     * @throws CellException NOT_FOUND
     */
    public void revoke(String username, String id) {
        var name = directory.require(username).username();
        var found = database.write(connection -> table.delete(new Sql(connection), name, id));
        if (!found) {
            throw CellException.notFound("'" + name + "' has no such app password");
        }
        changed.run();
        events.appPasswordRevoked(name, id);
    }

    private Created insert(Sql sql, AppPassword made, AppSecret secret) throws SQLException {
        if (table.count(sql, made.username()) >= MOST) {
            throw CellException.conflict("'" + made.username() + "' has " + MOST + " app passwords; revoke one that is not used");
        }
        table.insert(sql, made, secret.hash());
        return new Created(made, secret);
    }

    private static String requireLabel(String label) {
        var text = label == null ? "" : label.strip();
        var length = text.codePointCount(0, text.length());
        if (length < 1 || length > LONGEST_LABEL || text.codePoints().anyMatch(AppPasswords::isOdd)) {
            throw CellException.invalid("label", "must have 1 to " + LONGEST_LABEL + " characters, no control characters");
        }
        return text;
    }

    private static boolean isOdd(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static void requireScope(Person person, Set<String> services) {
        if (services.isEmpty()) {
            throw CellException.invalid("services", "must name at least one service");
        }
        if (!person.services().containsAll(services)) {
            var allowed = String.join(", ", new TreeSet<>(person.services()));
            throw CellException.invalid("services", "must be services that '" + person.username() + "' has: " + allowed);
        }
    }
}
