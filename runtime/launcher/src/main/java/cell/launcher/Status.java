package cell.launcher;

import java.io.PrintStream;

/** The command {@code cell status} for a cell whose process is there: arguments are its process id, its port, and people or json. */
public final class Status {
    private static final int NOT_ANSWERING = 1;
    private static final int CANNOT = 2;

    private final String pid;
    private final int port;
    private final PrintStream out;

    Status(String pid, int port, PrintStream out) {
        this.pid = pid;
        this.port = port;
        this.out = out;
    }

    /** Exits with 0 when the cell answers that it serves, with 1 when it does not. */
    public static void main(String... args) {
        if (args.length != 3 || !args[1].matches("\\d{1,5}")) {
            System.err.println("cell: Use runtime/bin/cell status.");
            System.exit(CANNOT);
        }
        int port = Integer.parseInt(args[1]);
        var isWell = new Status(args[0], port, System.out).print(new HttpProbe(port), args[2].equals("json"));
        System.exit(isWell ? 0 : NOT_ANSWERING);
    }

    boolean print(HttpProbe api, boolean json) {
        var health = api.get("/api/health");
        var services = api.get("/api/services/status");
        if (json) {
            out.println("{\"running\":true,\"pid\":" + pid + ",\"port\":" + port + ",\"health\":" + body(health)
                    + ",\"services\":" + (services.status() == 200 ? body(services) : "null") + "}");
        } else {
            printForPeople(health, services);
        }
        out.flush();
        return health.status() == 200;
    }

    private void printForPeople(HttpProbe.Answer health, HttpProbe.Answer services) {
        var word = health.object().map(fields -> fields.get("status"));
        out.println("The cell runs as process " + pid + (health.status() == 0
                ? " and does not answer."
                : word.isPresent() ? " and is " + word.get() + "." : ", but its health is not told: it answers " + health.status() + "."));
        out.println("  API        http://localhost:" + port + "/api");
        out.println("  Console    http://localhost:" + port + "/system/console");
        new ServiceLines(services).states().forEach(out::println);
        Announcement.reasons(health).forEach(reason -> out.println("  Not well: " + reason));
    }

    private static String body(HttpProbe.Answer answer) {
        return answer.object().isPresent() ? answer.body().strip() : "null";
    }
}
