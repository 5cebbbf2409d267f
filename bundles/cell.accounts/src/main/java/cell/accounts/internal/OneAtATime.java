package cell.accounts.internal;

import cell.accounts.internal.store.Stripes;
import cell.api.error.CellException;
import java.time.Duration;
import java.util.function.Supplier;

/** Keeps two changes of one person apart: everything that changes a person runs in here. */
final class OneAtATime {
    /** Long enough for a service that sets up a mailbox on a slow disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stripes names = new Stripes();

    /**
     * Does work alone among all changes of this person. It must not ask for another person inside.
     *
     * @throws CellException UNAVAILABLE when an earlier change takes too long
     */
    <T> T with(String username, Supplier<T> work) {
        return names.alone(username, PATIENCE, work).orElseThrow(() -> CellException.unavailable(
                "Another change of '" + username + "' takes too long; try again in a minute"));
    }
}
