package cell.api.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One person, one password, several services. A service's users are a view of this: it keeps what is its own (a mailbox, a quota)
 * through an {@link AccountContributor}.
 */
@ProviderType
public interface Accounts {
    /**
     * Gives a person a service. The person is made when new; otherwise the password, when it differs from the person's own, becomes a
     * password for this service alone. All or nothing, also when the cell is killed in between.
     *
     * @param username in any case; {@code Alice} is taken as {@code alice}
     * @param attributes what the service wants to know besides (a quota, a domain): texts, booleans, numbers, lists and maps of
     *     these. Never a password: they are written to the journal of changes
     * @throws cell.api.error.CellException INVALID for a bad name or password, CONFLICT when the person has the service already,
     *     UNAVAILABLE when nobody answers for the service
     */
    Person enroll(String service, String username, String password, Map<String, Object> attributes);

    /**
     * Takes a service from a person. A person who has none left is removed.
     *
     * @throws cell.api.error.CellException NOT_FOUND when the person does not have it
     */
    void withdraw(String service, String username);

    /** The people who have a service, by name. */
    List<Person> withService(String service);

    Optional<Person> find(String username);

    /**
     * Checks a password: the person's own, one for this service alone, or an app password whose scope has the service. Takes as long for
     * unknown names. An app password is looked at first and works also while others are held off.
     *
     * @param service the service that is asked for
     * @param client where the attempt comes from, for the back-off: a literal IP address
     */
    Verdict authenticate(String service, String username, String password, String client);
}
