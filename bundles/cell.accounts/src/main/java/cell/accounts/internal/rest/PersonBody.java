package cell.accounts.internal.rest;

import cell.api.account.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person on the wire.
 *
 * @param services by name
 * @param lockedUntil until when clients that this person does not use are held off; null when they are not
 */
public record PersonBody(String username, List<String> services, Instant createdAt, Instant lockedUntil) {
    static PersonBody of(Person person, Optional<Instant> lockedUntil) {
        return new PersonBody(
                person.username(), person.services().stream().sorted().toList(), person.createdAt(), lockedUntil.orElse(null));
    }
}
