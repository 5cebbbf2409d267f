package cell.core.internal.health;

import cell.api.health.ServiceStatus.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the services were at a time.
 *
 * @param levels by service, in the order of the API
 */
record HistoryEntry(Instant at, Map<String, Level> levels, List<Alert> alerts) {
    HistoryEntry {
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
        alerts = List.copyOf(alerts);
    }

    /** As the API shows it. */
    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", at.toString());
        levels.forEach((name, level) -> fields.put(name, Map.of("status", level.word())));
        fields.put("alerts", alerts.stream().map(Alert::toJson).toList());
        return fields;
    }
}
