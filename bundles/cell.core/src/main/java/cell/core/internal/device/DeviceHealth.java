package cell.core.internal.device;

import cell.api.health.ServiceStatus;
import cell.api.net.Listener;
import cell.core.internal.device.DeviceListeners.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What the device listeners report: what a cell may lack is told, but does not make it worse. */
final class DeviceHealth {
    private DeviceHealth() {}

    static ServiceStatus of(List<Listener> listeners, List<Problem> problems) {
        var bad = problems.stream().filter(problem -> !problem.expected()).map(Problem::sentence).collect(Collectors.joining("; "));
        return level(listeners, bad)
                .withListeners(listeners)
                .with("notes", problems.stream().filter(Problem::expected).map(Problem::sentence).toList());
    }

    private static ServiceStatus level(List<Listener> listeners, String bad) {
        if (listeners.isEmpty()) {
            return ServiceStatus.offline(ErrorBody.SERVICE, bad.isEmpty() ? "no device listener is open" : bad);
        }
        return bad.isEmpty() ? ServiceStatus.online(ErrorBody.SERVICE) : ServiceStatus.degraded(ErrorBody.SERVICE, bad);
    }
}
