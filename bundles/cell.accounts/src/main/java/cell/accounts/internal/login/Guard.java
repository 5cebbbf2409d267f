package cell.accounts.internal.login;

import cell.accounts.internal.store.KnownClientTable;
import cell.accounts.internal.store.LockOutTable;
import cell.accounts.internal.store.Notes;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides who may try a password now. Three counts: a name from a client, a client, a name. From a client where this name logged in
 * during the last 30 days only the first counts, so that no stranger elsewhere can lock a person out at home. Names that nobody has
 * are treated the same. Safe for any number of threads.
 */
public final class Guard {
    private final Database database;
    private final Clock clock;
    private final Notes notes;
    private final KnownClientTable knownClients = new KnownClientTable();
    private final LockOutTable lockOuts = new LockOutTable();
    private final BackOff pairs;
    private final BackOff clients;
    private final BackOff names;

    public Guard(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.notes = new Notes(database);
        this.pairs = new BackOff(BackOffRule.PAIR, clock);
        this.clients = new BackOff(BackOffRule.CLIENT, clock);
        this.names = new BackOff(BackOffRule.NAME, clock);
        names.restore(database.read(connection -> lockOuts.all(new Sql(connection))));
    }

    /** How long this name must not try from this client, if at all. */
    Optional<Duration> heldOff(String username, String client) {
        var pair = pairs.heldOff(pair(username, client));
        var elsewhere = longer(clients.heldOff(client), names.heldOff(username));
        return elsewhere.isEmpty() || isKnown(username, client) ? pair : longer(pair, elsewhere);
    }

    /** Counts a wrong password, and tells for how long the name is locked out if it is from now on. */
    Optional<Duration> failed(String username, String client) {
        pairs.failed(pair(username, client));
        clients.failed(client);
        if (isKnown(username, client)) {
            return Optional.empty();
        }
        var failures = names.failed(username);
        var held = BackOffRule.NAME.delay(failures.count());
        if (held.isZero()) {
            return Optional.empty();
        }
        notes.keep(sql -> lockOuts.put(sql, username, failures, failures.lastAt().minus(BackOffRule.NAME.quiet())));
        return Optional.of(held);
    }

    /** Forgets this name's failures from this client, and knows the client from now on. */
    void succeeded(String username, String client) {
        pairs.clear(pair(username, client));
        var now = clock.instant();
        if (database.read(connection -> knownClients.isStale(new Sql(connection), username, client, now))) {
            notes.keep(sql -> knownClients.remember(sql, username, client, now));
        }
    }

    /** Lets a name try again from everywhere, for example because its password was changed. */
    public void unlock(String username) {
        pairs.clear(key -> key.startsWith(username + ' '));
        names.clear(username);
        notes.keep(sql -> lockOuts.delete(sql, username));
    }

    /** Part of the transaction that removes a person: whoever gets the name next starts afresh. */
    public void forget(Sql sql, String username) throws SQLException {
        knownClients.deleteAll(sql, username);
        lockOuts.delete(sql, username);
    }

    /** Until when a name is locked out for clients that it does not know. */
    public Optional<Instant> lockedUntil(String username) {
        return names.heldOff(username).map(left -> clock.instant().plus(left));
    }

    public int lockedOutCount() {
        return names.heldOffCount();
    }

    private boolean isKnown(String username, String client) {
        return database.read(connection -> knownClients.knows(new Sql(connection), username, client, clock.instant()));
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Duration::compareTo);
    }

    private static String pair(String username, String client) {
        return username + ' ' + client;
    }
}
