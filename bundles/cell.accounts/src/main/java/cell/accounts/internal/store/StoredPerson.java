package cell.accounts.internal.store;

import cell.api.account.Person;
import java.util.Map;
import java.util.Optional;

/**
 * A person with the hashes.
 *
 * @param person who it is
 * @param hash of the person's own password
 * @param serviceHashes of passwords for one service alone, by service; only of services that have one
 */
public record StoredPerson(Person person, String hash, Map<String, String> serviceHashes) {
    public StoredPerson {
        serviceHashes = Map.copyOf(serviceHashes);
    }

    public boolean has(String service) {
        return person.services().contains(service);
    }

    public Optional<String> serviceHash(String service) {
        return Optional.ofNullable(serviceHashes.get(service));
    }

    /** Without the hashes: a record's own text would show them to a log. */
    @Override
    public String toString() {
        return person.toString();
    }
}
