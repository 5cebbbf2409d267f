package cell.core.internal.health;

import cell.api.settings.CellConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answers of {@code /health}, {@code /status} and {@code /services/status}, written when something changes or the second ticks, not
 * when somebody asks.
 *
 * @param health of {@code /health}
 * @param status of {@code /status}
 * @param services of {@code /services/status}
 */
record Answers(PreparedAnswer health, PreparedAnswer status, PreparedAnswer services) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Writes them. {@code settings} is empty until the cell's settings can be read. */
    static Answers of(
            Condition condition, Map<String, ServiceView> services, Optional<CellConfig> settings, String version, Duration uptime, Instant now) {
        var status = settings.map(config -> status(config, services, uptime, now))
                .orElseGet(() -> error("The cell's settings cannot be read yet", now));
        return new Answers(
                PreparedAnswer.of(condition.level().httpStatus(), now, json(health(condition, version, now))),
                PreparedAnswer.of(settings.isPresent() ? OK : UNAVAILABLE, now, json(status)),
                PreparedAnswer.of(OK, now, json(servicesStatus(services, now))));
    }

    private static Map<String, Object> health(Condition condition, String version, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", condition.level().word());
        body.put("timestamp", now.toString());
        body.put("version", version);
        if (!condition.reasons().isEmpty()) {
            body.put("reasons", condition.reasons());
        }
        if (condition.level().httpStatus() != OK) {
            body.put("error", String.join("; ", condition.reasons()));
            body.put("service", "cell");
        }
        return body;
    }

    private static Map<String, Object> error(String sentence, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", sentence);
        body.put("timestamp", now.toString());
        body.put("service", "cell");
        return body;
    }

    private static Map<String, Object> status(CellConfig config, Map<String, ServiceView> services, Duration uptime, Instant now) {
        Map<String, Object> brief = new LinkedHashMap<>();
        services.forEach((name, view) -> brief.put(name, view.brief()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cell_name", config.cellName());
        body.put("domain", config.domain().toString());
        body.put("uptime", uptime.toSeconds());
        body.put("peers_count", peers(services));
        body.put("services", brief);
        body.put("timestamp", now.toString());
        return body;
    }

    private static Object peers(Map<String, ServiceView> services) {
        var peers = services.get("peers");
        var counting = peers != null && peers.status().details().containsKey("peers_count") ? peers : services.get("wireguard");
        return counting.status().details().get("peers_count");
    }

    private static Map<String, Object> servicesStatus(Map<String, ServiceView> services, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        services.forEach((name, view) -> body.put(name, view.full()));
        body.put("timestamp", now.toString());
        return body;
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A status holds a value that is not plain: " + e.getOriginalMessage(), e);
        }
    }
}
