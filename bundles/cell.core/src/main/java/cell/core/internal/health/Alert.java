package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A service that the operator wants became worse, or better again.
 *
 * @param from how it was; empty when it was not known
 * @param reason why it is not online; empty when it is
 */
record Alert(String service, Optional<Level> from, Level to, Optional<String> reason, Instant at) {
    /** What a change from one state to another is worth telling, if anything. */
    static Optional<Alert> of(Optional<Level> from, ServiceStatus now, Instant at) {
        boolean changed = now.level() != from.orElse(Level.ONLINE);
        return now.required() && changed
                ? Optional.of(new Alert(now.service(), from, now.level(), now.reason(), at))
                : Optional.empty();
    }

    boolean isRecovery() {
        return from.isPresent() && to.compareTo(from.get()) < 0;
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("service", service);
        fields.put("from", from.map(Level::word).orElse("unknown"));
        fields.put("to", to.word());
        reason.ifPresent(text -> fields.put("reason", text));
        fields.put("at", at.toString());
        return fields;
    }
}
