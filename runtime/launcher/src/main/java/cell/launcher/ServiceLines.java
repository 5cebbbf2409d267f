package cell.launcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /api/services/status} answers, as lines for people in the order of the services' names. */
final class ServiceLines {
    private final Map<String, Object> services;

    ServiceLines(HttpProbe.Answer answer) {
        this.services = new TreeMap<>(answer.status() == 200 ? answer.object().orElse(Map.of()) : Map.of());
    }

    /** Where each service listens. */
    List<String> listening() {
        return lines(fields -> listeners(fields).collect(Collectors.joining(", ")));
    }

    /** How each service is, why when it is not well, and where it listens. */
    List<String> states() {
        return lines(fields -> Stream.of(
                        Optional.ofNullable(fields.get("status")).map(String::valueOf).orElse(""),
                        Optional.ofNullable(fields.get("reason")).map(String::valueOf).orElse(""),
                        listeners(fields).collect(Collectors.joining(", ")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
    }

    private List<String> lines(Function<Map<?, ?>, String> text) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Map<?, ?>)
                .map(entry -> Map.entry(entry.getKey(), text.apply((Map<?, ?>) entry.getValue())))
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> String.format("  %-10s %s", entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<String> listeners(Map<?, ?> fields) {
        return fields.get("listeners") instanceof List<?> all ? all.stream().map(ServiceLines::listener) : Stream.empty();
    }

    private static String listener(Object listener) {
        if (!(listener instanceof Map<?, ?> fields)) {
            return String.valueOf(listener);
        }
        var address = String.valueOf(fields.get("address"));
        var host = address.contains(":") ? "[" + address + "]" : address;
        return fields.get("protocol") + " on " + host + ":" + fields.get("port") + (Boolean.TRUE.equals(fields.get("tls")) ? " (TLS)" : "");
    }
}
