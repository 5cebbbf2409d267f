package cell.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.utils.json.JSONParser;

/** What a person is told when the cell is ready. */
final class Announcement {
    private final PrintStream out;
    private final int port;
    private final double seconds;

    Announcement(PrintStream out, int port, double seconds) {
        this.out = out;
        this.port = port;
        this.seconds = seconds;
    }

    void print(HttpProbe api, Optional<String> password) {
        out.printf("The cell is ready after %.1f s.%n", seconds);
        out.printf("  API      http://localhost:%d/api%n", port);
        out.printf("  Console  http://localhost:%d/system/console%n", port);
        password.ifPresent(text -> out.printf("           user %s, password %s (shown this once)%n", ConsolePassword.USER, text));
        printServices(api.get("/api/services/status"));
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private void printServices(HttpProbe.Answer answer) {
        if (answer.status() != 200) {
            return;
        }
        var services = new TreeMap<>(new JSONParser(answer.body()).getParsed());
        services.forEach((name, value) -> {
            if (value instanceof Map<?, ?> status && status.get("listeners") instanceof List<?> listeners && !listeners.isEmpty()) {
                listeners.forEach(listener -> printListener(name, listener));
            }
        });
    }

    private void printListener(String service, Object listener) {
        if (listener instanceof Map<?, ?> fields) {
            var address = String.valueOf(fields.get("address"));
            var host = address.contains(":") ? "[" + address + "]" : address;
            out.printf("  %-8s %s on %s:%s%s%n", service, fields.get("protocol"), host, fields.get("port"),
                    Boolean.TRUE.equals(fields.get("tls")) ? " (TLS)" : "");
        }
    }
}
