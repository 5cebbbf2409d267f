package cell.api.settings;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered by a service that adds keys of its own to {@code /config}. */
@ConsumerType
public interface SettingsContributor {
    /** The service that it answers for. */
    String service();

    /**
     * The keys that it adds with their values in force: JDK value types only. A key starts with the service's name, with underscores for
     * hyphens, and an underscore; others are left out.
     */
    Map<String, Object> values();

    /**
     * Looks at new values for some of its keys, without any effect yet.
     *
     * @return the change, ready to be committed or left alone
     * @throws cell.api.error.CellException INVALID, naming the key
     */
    Change prepare(Map<String, Object> values);

    /** A change that was found good. */
    interface Change {
        /** Makes it durable and puts it in force. */
        void commit();

        /** Takes a committed change back, because a later one failed. */
        void undo();
    }
}
