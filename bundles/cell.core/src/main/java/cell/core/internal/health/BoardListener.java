package cell.core.internal.health;

import java.util.Map;

/** Follows the board. Registered as a service, inside this bundle only. */
@FunctionalInterface
public interface BoardListener {
    /**
     * Called once a second, and when something changes, by one thread at a time, once the cell has started. Returns at once.
     *
     * @param services all services by name, as the API shows them
     */
    void seen(Map<String, ServiceView> services);
}
