package cell.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a person is told when the cell is ready, or has given up waiting to be. */
final class Announcement {
    /** The last line: who waits for the cell in the background waits for this. */
    static final String LAST_LINE = "Ctrl-C stops it.";

    private final PrintStream out;
    private final int port;
    private final Home home;

    Announcement(PrintStream out, int port, Home home) {
        this.out = out;
        this.port = port;
        this.home = home;
    }

    void print(HttpProbe api, HttpProbe.Answer health, double seconds, Optional<String> password, Problems problems) {
        var isReady = health.status() == 200;
        out.println(String.format(Locale.ROOT, isReady ? "The cell is ready after %.1f s." : "The cell is not ready after %.1f s.", seconds));
        out.println("  API        http://localhost:" + port + "/api");
        out.println("  Console    http://localhost:" + port + "/system/console");
        password.ifPresent(text -> out.println("             user " + ConsolePassword.USER + ", password " + text + " (shown this once)"));
        new ServiceLines(api.get("/api/services/status")).listening().forEach(out::println);
        problems.lines().forEach(line -> out.println("  Not started: " + line));
        reasons(health).forEach(reason -> out.println("  Not well: " + reason));
        if (!isReady) {
            out.println("  See " + home.logs().resolve("cell.log"));
        }
        out.println(LAST_LINE);
        out.flush();
    }

    /** What the answer of {@code /api/health} says against the cell. */
    static List<String> reasons(HttpProbe.Answer health) {
        var fields = health.object().orElse(Map.of());
        if (fields.get("reasons") instanceof List<?> reasons) {
            return reasons.stream().map(Announcement::reason).toList();
        }
        return fields.get("error") instanceof String error ? List.of(error) : List.of();
    }

    private static String reason(Object reason) {
        return reason instanceof Map<?, ?> fields && fields.containsKey("reason")
                ? fields.get("service") + ": " + fields.get("reason")
                : String.valueOf(reason);
    }
}
