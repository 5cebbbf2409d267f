package cell.accounts.internal.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A password that was made for one device or program.
 *
 * @param id unique, shown to people
 * @param username whose it is
 * @param label what it is for, in the person's words
 * @param services where it opens the door, as long as the person has them
 * @param createdAt when it was made
 * @param lastUsedAt when it last opened one, exact to a minute
 */
public record AppPassword(
        String id, String username, String label, Set<String> services, Instant createdAt, Optional<Instant> lastUsedAt) {
    public AppPassword {
        services = Set.copyOf(services);
    }
}
