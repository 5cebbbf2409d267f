package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what contributors say to the services that the API shows: the contract's seven first and always, groups summed up. */
final class ServiceViews {
    /** The contract's services with the facts that it promises of each, as they are while the service is not installed. */
    private static final Map<String, Map<String, Object>> CONTRACT = contract();

    private ServiceViews() {}

    private static Map<String, Map<String, Object>> contract() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        services.put("network", ordered("dns_running", false, "dhcp_running", false, "ntp_running", false));
        services.put("wireguard", ordered("peers_count", 0));
        services.put("email", ordered("users_count", 0));
        services.put("calendar", ordered("calendars_count", 0));
        services.put("files", ordered("storage_used", "0B"));
        services.put("routing", ordered("nat_rules_count", 0));
        services.put("vault", ordered("ca_configured", false, "certificates_count", 0));
        return services;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }

    /** The services by name: the contract's in its order, then the others. */
    static Map<String, ServiceView> of(List<ServiceStatus> statuses) {
        Map<String, ServiceStatus> own = new LinkedHashMap<>();
        Map<String, List<ServiceStatus>> groups = new LinkedHashMap<>();
        for (var status : statuses) {
            if (status.group().isPresent()) {
                groups.computeIfAbsent(status.group().get(), name -> new ArrayList<>()).add(status);
            } else {
                own.put(status.service(), status);
            }
        }
        Map<String, ServiceView> views = new LinkedHashMap<>();
        CONTRACT.keySet().forEach(name -> views.put(name, null));
        own.keySet().forEach(name -> views.put(name, null));
        groups.keySet().forEach(name -> views.put(name, null));
        views.replaceAll((name, none) -> view(name, Optional.ofNullable(own.get(name)), groups.getOrDefault(name, List.of())));
        return views;
    }

    private static ServiceView view(String name, Optional<ServiceStatus> own, List<ServiceStatus> members) {
        if (members.isEmpty()) {
            return new ServiceView(withContract(own.orElseGet(() -> notInstalled(name))), List.of(), own.isPresent());
        }
        var parts = new ArrayList<>(members);
        own.ifPresent(parts::add);
        return new ServiceView(withContract(sum(name, own, members, parts)), members, true);
    }

    private static ServiceStatus notInstalled(String name) {
        return ServiceStatus.offline(name, "Not installed: put the bundle cell." + name + " into the deploy folder").optional();
    }

    /** As well as the worst of those that are required; when none is, as well as the best. */
    private static ServiceStatus sum(String name, Optional<ServiceStatus> own, List<ServiceStatus> members, List<ServiceStatus> parts) {
        var required = parts.stream().filter(ServiceStatus::required).toList();
        var level = required.isEmpty()
                ? parts.stream().map(ServiceStatus::level).min(Comparator.naturalOrder())
                : required.stream().map(ServiceStatus::level).max(Comparator.naturalOrder());
        var reason = (required.isEmpty() ? parts : required).stream()
                .filter(part -> part.level() != Level.ONLINE)
                .map(part -> part.service() + ": " + part.reason().orElse(part.level().word()))
                .collect(Collectors.joining("; "));
        Map<String, Object> facts = new LinkedHashMap<>();
        members.forEach(member -> facts.put(member.service() + "_running", member.running()));
        own.ifPresent(status -> facts.putAll(status.details()));
        return new ServiceStatus(
                name,
                Optional.empty(),
                level.orElse(Level.OFFLINE),
                parts.stream().anyMatch(ServiceStatus::running),
                !required.isEmpty(),
                level.orElse(Level.OFFLINE) == Level.ONLINE || reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                parts.stream().flatMap(part -> part.listeners().stream()).toList(),
                facts);
    }

    private static ServiceStatus withContract(ServiceStatus status) {
        Map<String, Object> facts = new LinkedHashMap<>(CONTRACT.getOrDefault(status.service(), Map.of()));
        facts.putAll(status.details());
        return new ServiceStatus(status.service(), status.group(), status.level(), status.running(), status.required(), status.reason(),
                status.listeners(), facts);
    }
}
