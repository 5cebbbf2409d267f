package cell.accounts.internal.rest;

import cell.api.health.ServiceStatus;
import java.util.List;

/**
 * How the accounts are.
 *
 * @param reason why they are not online; null when they are
 * @param listeners none: people's devices reach accounts through the services
 */
public record StatusBody(
        boolean running,
        String status,
        String reason,
        List<Object> listeners,
        Object peopleCount,
        Object appPasswordsCount,
        Object pendingChangesCount,
        Object lockedOutCount) {
    static StatusBody of(ServiceStatus status) {
        var details = status.details();
        return new StatusBody(
                status.running(),
                status.level().word(),
                status.reason().orElse(null),
                List.of(),
                details.get("people_count"),
                details.get("app_passwords_count"),
                details.get("pending_changes_count"),
                details.get("locked_out_count"));
    }
}
