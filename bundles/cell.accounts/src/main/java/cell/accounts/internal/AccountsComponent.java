package cell.accounts.internal;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.password.Argon2Cost;
import cell.accounts.internal.password.BouncyCastleArgon2;
import cell.accounts.internal.password.PasswordHasher;
import cell.accounts.internal.store.AccountsSchema;
import cell.api.account.AccountContributor;
import cell.api.account.Accounts;
import cell.api.account.Person;
import cell.api.account.Verdict;
import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import cell.api.state.Database;
import cell.api.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;

/** The accounts as a service: owns the database and the thread that finishes what is unfinished. */
@Component(service = {Accounts.class, HealthContributor.class, AccountsComponent.class}, immediate = true)
public final class AccountsComponent implements Accounts, HealthContributor {
    /** How long a log-in waits for its turn at the password hasher. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Database database;
    private final AccountsDomain domain;
    private final Recovery recovery;

    @Activate
    public AccountsComponent(@Reference StateStore store, @Reference EventAdmin admin) {
        this(store, admin, Clock.systemUTC(), new PasswordHasher(new BouncyCastleArgon2(), Argon2Cost.OWASP, PATIENCE));
    }

    AccountsComponent(StateStore store, EventAdmin admin, Clock clock, PasswordHasher hasher) {
        this.database = store.open(AccountsSchema.SERVICE, AccountsSchema.MIGRATIONS);
        try {
            this.domain = new AccountsDomain(database, clock, hasher, new AccountEvents(admin));
            this.recovery = new Recovery(domain::round);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        recovery.start();
    }

    @Deactivate
    public void close() {
        recovery.close();
        database.close();
    }

    /** A service that gives people something has come; it may have changes to finish. Dynamic: services come and go all the time. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addContributor(AccountContributor contributor) {
        domain.addService(contributor);
        recovery.soon();
    }

    void removeContributor(AccountContributor contributor) {
        domain.removeService(contributor);
    }

    @Override
    public Person enroll(String service, String username, String password, Map<String, Object> attributes) {
        return domain.enroll(service, username, password, attributes);
    }

    @Override
    public void withdraw(String service, String username) {
        domain.withdraw(service, username);
    }

    @Override
    public List<Person> withService(String service) {
        return domain.withService(service);
    }

    @Override
    public Optional<Person> find(String username) {
        return domain.find(username);
    }

    @Override
    public Verdict authenticate(String service, String username, String password, String client) {
        return domain.authenticate(service, username, password, client);
    }

    @Override
    public ServiceStatus status() {
        return domain.status();
    }

    /** For the bundle's own resources. */
    public AccountsDomain domain() {
        return domain;
    }
}
