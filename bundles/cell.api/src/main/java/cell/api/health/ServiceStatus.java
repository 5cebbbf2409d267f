package cell.api.health;

import cell.api.net.Listener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a service is doing, as it last knew it.
 *
 * @param service its name: lower case letters, digits and hyphens, at most 32; no word of the API
 * @param group the service that it is summed up under ({@code dns} under {@code network}), or empty
 * @param level online, degraded or offline
 * @param running whether its engine runs
 * @param required whether the operator wants it: only then does it degrade the cell's health
 * @param reason why it is not online, in one sentence that says what to do; empty when online
 * @param listeners where it can be reached
 * @param details its own counters and facts by their name in the API, in order
 */
public record ServiceStatus(
        String service,
        Optional<String> group,
        Level level,
        boolean running,
        boolean required,
        Optional<String> reason,
        List<Listener> listeners,
        Map<String, Object> details) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> RESERVED = Set.of(
            "timestamp", "services", "config", "status", "health", "events", "logs", "error", "alerts", "metrics", "docs", "api");

    /** How well a service is, best first. */
    public enum Level {
        ONLINE,
        DEGRADED,
        OFFLINE;

        /** The word of the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ServiceStatus {
        requireName(service);
        group.ifPresent(ServiceStatus::requireName);
        Objects.requireNonNull(level, "level");
        listeners = List.copyOf(listeners);
        details = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Refuses a name that is malformed or a word of the API. */
    public static String requireName(String service) {
        if (!NAME.matcher(service).matches() || RESERVED.contains(service)) {
            throw new IllegalArgumentException("'" + service + "' cannot be the name of a service");
        }
        return service;
    }

    /** A required service that runs well. */
    public static ServiceStatus online(String service) {
        return of(service, Level.ONLINE, true, Optional.empty());
    }

    /** A required service that runs, but worse than it should. */
    public static ServiceStatus degraded(String service, String reason) {
        return of(service, Level.DEGRADED, true, Optional.of(reason));
    }

    /** A required service that does not run. */
    public static ServiceStatus offline(String service, String reason) {
        return of(service, Level.OFFLINE, false, Optional.of(reason));
    }

    private static ServiceStatus of(String service, Level level, boolean running, Optional<String> reason) {
        return new ServiceStatus(service, Optional.empty(), level, running, true, reason, List.of(), Map.of());
    }

    /** The same, summed up under another service. */
    public ServiceStatus inGroup(String name) {
        return new ServiceStatus(service, Optional.of(name), level, running, required, reason, listeners, details);
    }

    /** The same, but one whose absence the operator does not mind: switched off, or lacking a privilege by default. */
    public ServiceStatus optional() {
        return new ServiceStatus(service, group, level, running, false, reason, listeners, details);
    }

    public ServiceStatus withListeners(List<Listener> open) {
        return new ServiceStatus(service, group, level, running, required, reason, open, details);
    }

    /** The same with one more fact, for example {@code zones_count}. */
    public ServiceStatus with(String name, Object value) {
        var more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new ServiceStatus(service, group, level, running, required, reason, listeners, more);
    }
}
