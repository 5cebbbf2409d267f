package cell.api.account;

import java.time.Instant;
import java.util.Set;

/**
 * Someone of the household.
 *
 * @param username unique: lower case letters, digits, {@code _ . -}, starting with a letter or digit, at most 64
 * @param services the services that this person has
 * @param createdAt when the person was added
 */
public record Person(String username, Set<String> services, Instant createdAt) {
    public Person {
        services = Set.copyOf(services);
    }
}
