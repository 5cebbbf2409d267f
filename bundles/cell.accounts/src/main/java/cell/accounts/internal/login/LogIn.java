package cell.accounts.internal.login;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.password.AppSecret;
import cell.accounts.internal.password.PasswordHasher;
import cell.accounts.internal.password.PasswordPolicy;
import cell.accounts.internal.password.VerifiedCredentials;
import cell.accounts.internal.store.AppPassword;
import cell.accounts.internal.store.AppPasswordTable;
import cell.accounts.internal.store.Notes;
import cell.accounts.internal.store.PeopleTable;
import cell.accounts.internal.store.StoredPerson;
import cell.accounts.internal.store.Stripes;
import cell.accounts.internal.store.Usernames;
import cell.api.account.Verdict;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks passwords. In this order: an app password (also while held off: nobody guesses one), the back-off, what was right a moment
 * ago, and at last Argon2, one name at a time, so that guesses made side by side are counted like guesses in a row.
 */
public final class LogIn {
    /** How long one waits behind others with the same name. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What one is told who waited that long in vain. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** How exact the time is when an app password was last used: each writing costs an fsync. */
    private static final Duration USED_EXACTNESS = Duration.ofMinutes(1);

    /** Stands for all that cannot be a name; no name has a question mark. */
    private static final String NOT_A_NAME = "?";

    private final Database database;
    private final Clock clock;
    private final PasswordHasher hasher;
    private final VerifiedCredentials verified;
    private final Guard guard;
    private final Notes notes;
    private final AccountEvents events;
    private final PeopleTable people = new PeopleTable();
    private final AppPasswordTable appPasswords = new AppPasswordTable();
    private final Stripes names = new Stripes();

    /** One try. Its text shows no password. */
    private record Attempt(String service, String username, String password, String client) {
        @Override
        public String toString() {
            return "Attempt[" + service + ", " + username + ", " + client + "]";
        }
    }

    /** What is to be compared with: always the same number of hashes for a service, whoever asks. */
    private record Door(Optional<StoredPerson> person, boolean twice) {}

    public LogIn(
            Database database, Clock clock, PasswordHasher hasher, VerifiedCredentials verified, Guard guard, AccountEvents events) {
        this.database = database;
        this.clock = clock;
        this.hasher = hasher;
        this.verified = verified;
        this.guard = guard;
        this.notes = new Notes(database);
        this.events = events;
    }

    /** As {@link cell.api.account.Accounts#authenticate} says. */
    public Verdict authenticate(String service, String username, String password, String client) {
        var name = Usernames.typed(username).orElse(NOT_A_NAME);
        if (appPasswordFits(service, name, password)) {
            return Verdict.accepted(name);
        }
        // An empty password is nobody's, and costs as much as any other.
        var attempt = new Attempt(service, name, PasswordPolicy.typed(password).orElse(""), ClientAddress.key(client));
        return quick(attempt)
                .or(() -> names.alone(name, PATIENCE, () -> inTurn(attempt)))
                .orElseGet(() -> Verdict.heldOff(BUSY));
    }

    private Verdict inTurn(Attempt attempt) {
        return hasher.inTurn(turn -> quick(attempt).orElseGet(() -> slow(attempt, turn))).orElseGet(() -> Verdict.heldOff(BUSY));
    }

    private Optional<Verdict> quick(Attempt attempt) {
        var heldOff = guard.heldOff(attempt.username(), attempt.client());
        if (heldOff.isPresent()) {
            return heldOff.map(Verdict::heldOff);
        }
        var known = verified.knows(attempt.service(), attempt.username(), attempt.password());
        return known ? Optional.of(Verdict.accepted(attempt.username())) : Optional.empty();
    }

    private Verdict slow(Attempt attempt, PasswordHasher.Turn turn) {
        var epoch = verified.epoch();
        var door = door(attempt);
        var fitting = fitting(attempt, door, turn);
        if (fitting.isEmpty()) {
            var locked = guard.failed(attempt.username(), attempt.client());
            locked.filter(held -> door.person().isPresent()).ifPresent(held -> events.lockedOut(attempt.username(), held));
            return Verdict.refused();
        }
        upgrade(attempt, fitting.get(), turn);
        verified.remember(attempt.service(), attempt.username(), attempt.password(), epoch);
        guard.succeeded(attempt.username(), attempt.client());
        return Verdict.accepted(attempt.username());
    }

    private Door door(Attempt attempt) {
        return database.read(connection -> {
            var sql = new Sql(connection);
            return new Door(people.find(sql, attempt.username()), people.anyServiceHash(sql, attempt.service()));
        });
    }

    /** The hash that the password fits, if the person has the service. Works as long for a name that nobody has. */
    private Optional<String> fitting(Attempt attempt, Door door, PasswordHasher.Turn turn) {
        var own = door.person().map(StoredPerson::hash).orElse(hasher.nobody());
        var found = turn.verify(attempt.password(), own) ? Optional.of(own) : Optional.<String>empty();
        if (found.isEmpty() && door.twice()) {
            var alone = door.person().flatMap(person -> person.serviceHash(attempt.service())).orElse(hasher.nobody());
            found = turn.verify(attempt.password(), alone) ? Optional.of(alone) : Optional.empty();
        }
        return found.filter(hash -> door.person().filter(person -> person.has(attempt.service())).isPresent());
    }

    private void upgrade(Attempt attempt, String hash, PasswordHasher.Turn turn) {
        if (hasher.outdated(hash)) {
            var fresh = turn.hash(attempt.password());
            notes.keep(sql -> people.replaceHash(sql, attempt.username(), hash, fresh));
        }
    }

    private boolean appPasswordFits(String service, String username, String password) {
        var secret = AppSecret.typed(password);
        if (secret.isEmpty()) {
            return false;
        }
        var hash = secret.get().hash();
        Optional<AppPassword> found = database.read(connection -> {
            var sql = new Sql(connection);
            var one = appPasswords.findByHash(sql, username, hash);
            var person = one.isEmpty() ? Optional.<StoredPerson>empty() : people.find(sql, username);
            return one.filter(app -> app.services().contains(service)).filter(app -> person.filter(p -> p.has(service)).isPresent());
        });
        found.ifPresent(this::noteUse);
        return found.isPresent();
    }

    private void noteUse(AppPassword app) {
        Instant now = clock.instant();
        if (app.lastUsedAt().filter(last -> now.isBefore(last.plus(USED_EXACTNESS))).isEmpty()) {
            notes.keep(sql -> appPasswords.used(sql, app.id(), now));
        }
    }
}
