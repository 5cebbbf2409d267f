package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import cell.api.net.Listener;
import cell.core.internal.event.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service as the API shows it: one contributor's status, or a group's sum.
 *
 * @param status of the service itself
 * @param members of the group, empty when it is none
 * @param installed whether anybody reports it
 */
public record ServiceView(ServiceStatus status, List<ServiceStatus> members, boolean installed) {
    public ServiceView {
        members = List.copyOf(members);
    }

    /** Whether the cell is the worse for it. */
    boolean isMissed() {
        return status.required() && status.level() != Level.ONLINE;
    }

    /** The two fields of {@code /status}. */
    Map<String, Object> brief() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("running", status.running());
        fields.put("status", status.level().word());
        return fields;
    }

    /** All fields of {@code /services/status}. */
    Map<String, Object> full() {
        var fields = full(status);
        if (!members.isEmpty()) {
            Map<String, Object> parts = new LinkedHashMap<>();
            members.forEach(member -> parts.put(member.service(), full(member)));
            fields.put("members", parts);
        }
        return fields;
    }

    private static Map<String, Object> full(ServiceStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("running", status.running());
        fields.put("status", status.level().word());
        status.details().forEach((name, value) -> fields.putIfAbsent(name, PlainValues.of(value)));
        status.reason().ifPresent(reason -> fields.put("reason", reason));
        fields.put("listeners", listeners(status.listeners()));
        return fields;
    }

    private static List<Map<String, Object>> listeners(List<Listener> open) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (var listener : open) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("protocol", listener.protocol());
            fields.put("address", listener.address());
            fields.put("port", listener.port());
            fields.put("tls", listener.tls());
            all.add(fields);
        }
        return all;
    }
}
