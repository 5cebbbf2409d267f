package cell.accounts.internal;

import cell.accounts.internal.change.ChangeLog.Decision;
import cell.accounts.internal.change.Changes;
import cell.accounts.internal.change.PendingChange;
import cell.accounts.internal.login.Guard;
import cell.accounts.internal.password.PasswordHasher;
import cell.accounts.internal.password.PasswordPolicy;
import cell.accounts.internal.password.VerifiedCredentials;
import cell.accounts.internal.store.AppPasswordTable;
import cell.accounts.internal.store.PeopleTable;
import cell.accounts.internal.store.StoredPerson;
import cell.accounts.internal.store.Usernames;
import cell.api.account.AccountContributor.AccountChange.Kind;
import cell.api.account.Person;
import cell.api.error.CellException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives people services and takes them away, one change at a time for each person. Safe for any number of threads. */
final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    private final Directory directory;
    private final Clock clock;
    private final PasswordHasher hasher;
    private final VerifiedCredentials verified;
    private final Guard guard;
    private final Changes changes;
    private final OneAtATime oneAtATime;
    private final PeopleTable people = new PeopleTable();
    private final AppPasswordTable appPasswords = new AppPasswordTable();

    Enrolment(
            Directory directory,
            Clock clock,
            PasswordHasher hasher,
            VerifiedCredentials verified,
            Guard guard,
            Changes changes,
            OneAtATime oneAtATime) {
        this.directory = directory;
        this.clock = clock;
        this.hasher = hasher;
        this.verified = verified;
        this.guard = guard;
        this.changes = changes;
        this.oneAtATime = oneAtATime;
    }

    /** As {@link cell.api.account.Accounts#enroll} says. */
    Person enroll(String service, String username, String password, Map<String, Object> attributes) {
        var name = Usernames.require(username);
        var normal = PasswordPolicy.require("password", name, password);
        return oneAtATime.with(name, () -> {
            var before = directory.stored(name);
            if (before.filter(person -> person.has(service)).isPresent()) {
                throw CellException.conflict("'" + name + "' has the service '" + service + "' already");
            }
            var hash = hashUnlessOwn(before, normal);
            Decision decision = before.isEmpty() ? add(name, service, hash.orElseThrow()) : addTo(name, service, hash);
            run(Kind.ADD, name, before.isEmpty(), Map.of(service, attributes), decision);
            return directory.require(name);
        });
    }

    /** As {@link cell.api.account.Accounts#withdraw} says. */
    void withdraw(String service, String username) {
        var name = directory.require(username).username();
        oneAtATime.with(name, () -> {
            var person = directory.require(name);
            if (!person.services().contains(service)) {
                throw CellException.notFound("'" + name + "' does not have the service '" + service + "'");
            }
            return take(person, Set.of(service));
        });
    }

    /**
     * Takes everything from a person, who is gone then.
     *
     * @throws CellException NOT_FOUND, or UNAVAILABLE when a service of this person does not answer; nothing is changed then
     */
    void remove(String username) {
        var name = directory.require(username).username();
        oneAtATime.with(name, () -> {
            var person = directory.require(name);
            return take(person, person.services());
        });
    }

    /** Goes on with what a kill, a missing or a failing service left unfinished. One that is stuck does not hold up the others. */
    void finishPending() {
        for (PendingChange change : changes.pending()) {
            try {
                oneAtATime.with(change.username(), () -> {
                    changes.finish(change.id());
                    return change;
                });
            } catch (CellException e) {
                LOG.warn("Change {} could not be finished; it will be tried again: {}", change.id(), e.getMessage());
            }
        }
    }

    private Person take(Person person, Set<String> services) {
        var name = person.username();
        var whole = services.containsAll(person.services());
        var parts = new HashMap<String, Map<String, Object>>();
        services.forEach(service -> parts.put(service, Map.of()));
        run(Kind.REMOVE, name, whole, parts, sql -> {
            for (var service : services) {
                people.revoke(sql, name, service);
                appPasswords.narrow(sql, name, service);
            }
            if (whole) {
                people.delete(sql, name);
                guard.forget(sql, name);
            }
        });
        return person;
    }

    private void run(Kind kind, String name, boolean whole, Map<String, Map<String, Object>> parts, Decision decision) {
        Runnable decided = () -> {
            verified.drop(name);
            if (whole) {
                guard.unlock(name);
            }
        };
        changes.run(new Changes.Plan(kind, name, whole, parts, decision, decided));
    }

    private Decision add(String name, String service, String hash) {
        return sql -> {
            people.insert(sql, name, hash, clock.instant());
            people.grant(sql, name, service, clock.instant());
        };
    }

    private Decision addTo(String name, String service, Optional<String> hash) {
        return sql -> {
            people.grant(sql, name, service, clock.instant());
            if (hash.isPresent()) {
                people.setServiceHash(sql, name, service, hash.get());
            }
        };
    }

    /** Empty when it is the password that the person has already. */
    private Optional<String> hashUnlessOwn(Optional<StoredPerson> person, String password) {
        return hasher.compute(turn -> {
            var isOwn = person.filter(stored -> turn.verify(password, stored.hash())).isPresent();
            return isOwn ? Optional.empty() : Optional.of(turn.hash(password));
        });
    }
}
