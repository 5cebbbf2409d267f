package cell.api.account;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered by a service that gives people something. Adding and removing run in two steps, each idempotent, because after a kill
 * the same step may come again. No two steps for one person run at once. A step must not enroll or withdraw anybody itself.
 */
@ConsumerType
public interface AccountContributor {
    /** The service that it answers for. */
    String service();

    /**
     * Makes everything that can fail, durable, but not yet visible.
     *
     * @param change unique; the following calls repeat it
     * @throws cell.api.error.CellException when it cannot be done; {@link #undo} follows
     */
    void prepare(AccountChange change);

    /** Makes what was prepared visible. Must not fail; when it does, it is tried again until it does not. */
    void commit(AccountChange change);

    /** Takes back what was prepared, also when little or nothing was. Must not fail; when it does, it is tried again. */
    void undo(AccountChange change);

    /**
     * One change to one person in one service.
     *
     * @param id unique among all changes
     * @param kind add or remove
     * @param username the person
     * @param attributes what the service wants to know besides; empty when removing. They come back from the journal: as text,
     *     Boolean, Long, Double, List or Map, also where a smaller type was handed in
     */
    record AccountChange(String id, Kind kind, String username, Map<String, Object> attributes) {
        public AccountChange {
            attributes = Map.copyOf(attributes);
        }

        /** What is to happen. */
        public enum Kind {
            ADD,
            REMOVE
        }
    }
}
