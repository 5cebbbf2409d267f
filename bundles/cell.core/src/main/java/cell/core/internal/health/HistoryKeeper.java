package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides when the history gets an entry, and what alerts it holds. A service that is away for less than five seconds, because its
 * bundle is replaced, counts as it was. For one thread.
 */
final class HistoryKeeper {
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final Duration every;
    private final Map<String, Instant> awaySince = new HashMap<>();
    private final Set<String> installed = new HashSet<>();
    private Map<String, Level> known;
    private Instant last = Instant.MIN;

    /** @param known how the services were when the history was last written */
    HistoryKeeper(Duration every, Map<String, Level> known) {
        this.every = every;
        this.known = Map.copyOf(known);
    }

    /** Looks at the services. Gives an entry when one is due. */
    Optional<HistoryEntry> seen(Map<String, ServiceView> services, Instant now) {
        Map<String, Level> levels = new LinkedHashMap<>();
        List<Alert> alerts = new ArrayList<>();
        services.forEach((name, view) -> {
            if (view.installed()) {
                awaySince.remove(name);
                levels.put(name, view.status().level());
                alert(view.status(), now).ifPresent(alerts::add);
            } else {
                levels.put(name, isJustAway(name, now) ? known.getOrDefault(name, Level.OFFLINE) : Level.OFFLINE);
            }
        });
        known.forEach((name, level) -> {
            if (!services.containsKey(name) && isJustAway(name, now)) {
                levels.put(name, level);
            }
        });
        boolean due = isFirst() || !levels.equals(known) || !alerts.isEmpty() || !now.isBefore(last.plus(every));
        if (!due) {
            return Optional.empty();
        }
        known = Map.copyOf(levels);
        last = now;
        return Optional.of(new HistoryEntry(now, levels, alerts));
    }

    private boolean isFirst() {
        return last.equals(Instant.MIN);
    }

    /** One that was not installed until now is compared with nothing; after a start, with what the history says. */
    private Optional<Alert> alert(ServiceStatus status, Instant now) {
        boolean compared = !installed.add(status.service()) || isFirst();
        return Alert.of(compared ? Optional.ofNullable(known.get(status.service())) : Optional.empty(), status, now);
    }

    private boolean isJustAway(String name, Instant now) {
        boolean justAway = now.isBefore(awaySince.computeIfAbsent(name, gone -> now).plus(AWAY));
        if (!justAway) {
            installed.remove(name);
        }
        return justAway;
    }
}
