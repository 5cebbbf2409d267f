package cell.api.settings;

import org.osgi.annotation.versioning.ConsumerType;

/** Registered by a service that follows the cell's settings. */
@ConsumerType
@FunctionalInterface
public interface SettingsListener {
    /**
     * Called after a change is durable, once at a time and in order. What takes long goes to the service's own thread. When only
     * {@link CellSettings#formerDomains} changed, both values are the same.
     *
     * @param before the values until now
     * @param now the values in force
     */
    void changed(CellConfig before, CellConfig now);
}
