package cell.accounts.internal;

import cell.accounts.internal.change.Changes;
import cell.accounts.internal.change.Contributors;
import cell.accounts.internal.change.PendingChange;
import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.login.Guard;
import cell.accounts.internal.login.LogIn;
import cell.accounts.internal.password.PasswordHasher;
import cell.accounts.internal.password.VerifiedCredentials;
import cell.api.account.AccountContributor;
import cell.api.account.AccountContributor.AccountChange.Kind;
import cell.api.account.Accounts;
import cell.api.account.Person;
import cell.api.account.Verdict;
import cell.api.error.CellException;
import cell.api.health.ServiceStatus;
import cell.api.state.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All parts, put together on one database. Owns no thread and closes nothing. Safe for any number of threads. */
public final class AccountsDomain implements Accounts {
    private final Contributors contributors = new Contributors();
    private final AccountEvents events;
    private final Directory directory;
    private final Guard guard;
    private final Enrolment enrolment;
    private final Passwords passwords;
    private final AppPasswords appPasswords;
    private final LogIn logIn;
    private final AccountsHealth health;

    AccountsDomain(Database database, Clock clock, PasswordHasher hasher, AccountEvents events) {
        var verified = new VerifiedCredentials(clock);
        var oneAtATime = new OneAtATime();
        this.events = events;
        this.directory = new Directory(database);
        this.guard = new Guard(database, clock);
        this.health = new AccountsHealth(database, guard);
        var changes = new Changes(database, clock, contributors, this::say);
        this.enrolment = new Enrolment(directory, clock, hasher, verified, guard, changes, oneAtATime);
        this.passwords = new Passwords(database, directory, hasher, verified, guard, events, oneAtATime);
        this.appPasswords = new AppPasswords(database, clock, directory, events, oneAtATime, health::refresh);
        this.logIn = new LogIn(database, clock, hasher, verified, guard, events);
    }

    @Override
    public Person enroll(String service, String username, String password, Map<String, Object> attributes) {
        return counted(() -> enrolment.enroll(service, username, password, attributes));
    }

    @Override
    public void withdraw(String service, String username) {
        counted(() -> {
            enrolment.withdraw(service, username);
            return service;
        });
    }

    public void remove(String username) {
        counted(() -> {
            enrolment.remove(username);
            return username;
        });
    }

    @Override
    public List<Person> withService(String service) {
        return directory.withService(service);
    }

    @Override
    public Optional<Person> find(String username) {
        return directory.find(username);
    }

    @Override
    public Verdict authenticate(String service, String username, String password, String client) {
        return logIn.authenticate(service, username, password, client);
    }

    public Directory directory() {
        return directory;
    }

    public Passwords passwords() {
        return passwords;
    }

    public AppPasswords appPasswords() {
        return appPasswords;
    }

    /** A service that gives people something has come. */
    public void addService(AccountContributor contributor) {
        contributors.add(contributor);
    }

    void removeService(AccountContributor contributor) {
        contributors.remove(contributor);
    }

    ServiceStatus status() {
        return health.status();
    }

    /** Until when a name is locked out for clients that it does not know. */
    public Optional<Instant> lockedUntil(String username) {
        return guard.lockedUntil(username);
    }

    /**
     * Lets a person try again from everywhere.
     *
     * @throws CellException NOT_FOUND
     */
    public Person unlock(String username) {
        var person = directory.require(username);
        guard.unlock(person.username());
        events.unlocked(person.username());
        return person;
    }

    /** Finishes what can be finished now, and counts again. */
    void round() {
        counted(() -> {
            enrolment.finishPending();
            return true;
        });
    }

    private <T> T counted(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            health.refresh();
        }
    }

    private void say(PendingChange change, List<String> services, boolean last) {
        var name = change.username();
        if (change.kind() == Kind.ADD) {
            if (change.whole() && last) {
                events.personAdded(name);
            }
            services.forEach(service -> events.membershipAdded(name, service));
        } else {
            services.forEach(service -> events.membershipRemoved(name, service));
            if (change.whole() && last) {
                events.personRemoved(name);
            }
        }
    }
}
