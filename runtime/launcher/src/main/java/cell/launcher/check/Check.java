package cell.launcher.check;

import cell.launcher.HttpProbe;
import cell.launcher.HttpProbe.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Says line by line whether a plug-in behaves as a part of a cell should. */
public final class Check {
    private static final int FAILED = 1;
    private static final int CANNOT = 2;
    private static final int UPDATES = 5;
    private static final int GONE_LOOKS = 100;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int TOLERATED = 2;

    private final PluginJar jar;
    private final ScratchCell cell;
    private final HttpProbe http;
    private final PrintStream out;
    private int failed;

    private Check(PluginJar jar, ScratchCell cell, PrintStream out) {
        this.jar = jar;
        this.cell = cell;
        this.http = new HttpProbe(cell.port());
        this.out = out;
    }

    /** Arguments: the cell's root and the jar. Exits with 0 when all is well, 1 when a check failed, 2 when none could be made. */
    public static void main(String... args) throws InterruptedException {
        int result = CANNOT;
        try {
            result = check(Path.of(args[0]), PluginJar.read(Path.of(args[1])), System.out);
        } catch (IOException e) {
            System.err.println("cell: " + e.getMessage());
        }
        System.exit(result);
    }

    private static int check(Path root, PluginJar jar, PrintStream out) throws IOException, InterruptedException {
        out.printf("Checking %s %s in a cell of its own ...%n", jar.symbolicName(), jar.version());
        try (var cell = ScratchCell.start(root)) {
            var check = new Check(jar, cell, out);
            check.run();
            return check.failed == 0 ? 0 : FAILED;
        }
    }

    private void run() throws IOException, InterruptedException {
        // A cell that ships this very plug-in makes way for the jar under test.
        if (Files.deleteIfExists(cell.deploy().resolve(jar.symbolicName() + ".jar"))) {
            cell.awaitLog("Bundle " + jar.symbolicName() + " ", "was removed");
            awaitGone();
        }
        var before = cell.leftovers();
        if (!starts(0)) {
            return;
        }
        components();
        applications().forEach(this::obeysTheErrorBody);
        boolean updated = true;
        for (int round = 1; updated && round <= UPDATES; round++) {
            updated = starts(round);
        }
        removal(before);
    }

    private boolean starts(int round) throws IOException {
        var version = jar.dropInto(cell.deploy(), round);
        var name = "Bundle " + jar.symbolicName() + " " + version;
        var line = cell.awaitLog(name + " works after", name + " does not work: ", jar.symbolicName() + ".jar was moved to the quarantine");
        boolean well = line.filter(text -> text.contains(" works after")).isPresent();
        if (round == 0 || !well) {
            tell(well, round == 0 ? "it resolves, starts and publishes what it has" : "update " + round + " works",
                    line.map(text -> text.replaceFirst("^.* cell\\.deploy\\S* ", "")).orElse("the log of the cell says nothing of it"));
        }
        return well;
    }

    private void components() {
        var names = jar.components().stream().filter(PluginJar.Component::isApplication)
                .map(each -> "(osgi.jaxrs.name=" + each.properties().get("osgi.jaxrs.name") + ")").toList();
        var stray = jar.components().stream().filter(PluginJar.Component::isResource)
                .filter(resource -> !names.contains(resource.properties().get("osgi.jaxrs.application.select")))
                .map(PluginJar.Component::simpleName).toList();
        tell(names.size() <= 1, "it has one Application at most", names.size() + " of them: a bundle needs one only");
        tell(stray.isEmpty(), "its resources belong to its own Application",
                String.join(", ", stray) + " selects none of this bundle's: it would vanish, or others would notice when it is replaced");
        tell(jar.components().stream().anyMatch(each -> each.provides().contains("cell.api.health.HealthContributor")),
                "it reports health", "no component provides cell.api.health.HealthContributor");
    }

    private List<String> applications() {
        return jar.components().stream().filter(PluginJar.Component::isApplication)
                .map(each -> "/api" + each.properties().get("osgi.jaxrs.application.base").replaceFirst("/+$", "")).toList();
    }

    private void obeysTheErrorBody(String base) {
        var unknown = http.get(base + "/no-such-thing-" + System.nanoTime());
        tell(unknown.status() == 404 && hasErrorBody(unknown), "an unknown path is 404 with the error body", said(unknown));
        var method = http.send("FROB", base);
        tell(method.status() >= 400 && method.status() < 502 && method.status() != 500 && hasErrorBody(method),
                "an unknown method is refused with the error body", said(method));
    }

    private static boolean hasErrorBody(Answer answer) {
        return List.of("\"error\":", "\"timestamp\":", "\"service\":").stream().allMatch(answer.body()::contains);
    }

    private static String said(Answer answer) {
        return "it was " + answer.status() + " " + answer.body().lines().findFirst().orElse("");
    }

    private void removal(Optional<Long> before) throws IOException, InterruptedException {
        Files.delete(cell.deploy().resolve(jar.symbolicName() + ".jar"));
        tell(awaitGone(), "removed, its paths are 404", "they still answer otherwise");
        if (before.isEmpty()) {
            out.println("  --    what it leaves behind was not looked at: this Java has no jcmd");
            return;
        }
        long left = cell.leftovers().orElse(0L) - before.get();
        for (int look = 0; left > TOLERATED && look < GONE_LOOKS; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            left = cell.leftovers().orElse(0L) - before.get();
        }
        tell(left <= TOLERATED, "after " + UPDATES + " updates and the removal nothing is left behind",
                left + " wirings and class loaders of it live on: look for threads, listeners, static caches and ThreadLocals that were not closed");
    }

    private boolean awaitGone() {
        for (int look = 0; look < GONE_LOOKS; look++) {
            if (applications().stream().allMatch(base -> http.get(base).status() == 404)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return false;
    }

    private void tell(boolean well, String what, String otherwise) {
        out.printf("  %s  %s%s%n", well ? "ok  " : "FAIL", what, well ? "" : ": " + otherwise);
        failed += well ? 0 : 1;
    }
}
