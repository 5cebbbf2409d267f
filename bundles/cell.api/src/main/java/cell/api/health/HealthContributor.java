package cell.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered by each service. It is asked in the background with a time limit of two seconds, never while a client waits.
 */
@ConsumerType
@FunctionalInterface
public interface HealthContributor {
    /** What the service last knew of itself. Returns at once: never calls a daemon, a disk or a network. */
    ServiceStatus status();
}
