package cell.launcher.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A cell in a temporary home and on ports of its own, gone when closed. */
final class ScratchCell implements AutoCloseable {
    private static final int BASE_PORT = 3_000;
    private static final int LOWEST_OFFSET = 21_000;
    private static final int OFFSETS = 9_000;
    private static final long LIMIT_SECONDS = 30;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Pattern COUNTED = Pattern.compile(
            "(?m)^ *\\d+: +(\\d+) +\\d+ +org\\.apache\\.felix\\.framework\\.BundleWiringImpl(?:\\$BundleClassLoader)?\\s");

    private final Path command;
    private final Path home;
    private final int port;

    private ScratchCell(Path command, Path home, int port) {
        this.command = command;
        this.home = home;
        this.port = port;
    }

    static ScratchCell start(Path root) throws IOException, InterruptedException {
        int offset = freeOffset();
        var cell = new ScratchCell(root.resolve("runtime/bin/cell"), Files.createTempDirectory("cell-check"), BASE_PORT + offset);
        var started = cell.run(
                cell.command.toString(), "start", "--no-install", "--home", cell.home.toString(), "--port-offset", Integer.toString(offset));
        if (started.isEmpty()) {
            throw new IOException("The scratch cell did not start; see " + cell.home.resolve("logs"));
        }
        return cell;
    }

    private static int freeOffset() throws IOException {
        for (int step = 0; step < OFFSETS; step += 10) {
            int offset = LOWEST_OFFSET + (int) ((ProcessHandle.current().pid() * 10 + step) % OFFSETS);
            try (var socket = new ServerSocket(BASE_PORT + offset, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort() - BASE_PORT;
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IOException("No free port was found");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    int port() {
        return port;
    }

    /** The first line of the log that says one of these things; empty when none comes in time. */
    Optional<String> awaitLog(String... texts) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            try (var lines = Files.lines(home.resolve("logs/cell.log"))) {
                var line = lines.filter(each -> List.of(texts).stream().anyMatch(each::contains)).findFirst();
                if (line.isPresent()) {
                    return line;
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Optional.empty();
    }

    /** Wirings and class loaders of bundles that live after a garbage collection; empty when the JDK's jcmd is not there. */
    Optional<Long> leftovers() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return Optional.empty();
        }
        var pid = Files.readString(home.resolve("data/cell.pid")).split(" ")[0];
        run(jcmd.toString(), pid, "GC.run");
        return run(jcmd.toString(), pid, "GC.class_histogram")
                .map(text -> COUNTED.matcher(text).results().mapToLong(match -> Long.parseLong(match.group(1))).sum());
    }

    /** What a command printed; empty when it failed. */
    private Optional<String> run(String... words) throws IOException, InterruptedException {
        var output = home.resolve("command.txt");
        var process = new ProcessBuilder(new ArrayList<>(List.of(words))).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return process.waitFor() == 0 ? Optional.of(Files.readString(output, StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(command.toString(), "stop", "--home", home.toString());
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
