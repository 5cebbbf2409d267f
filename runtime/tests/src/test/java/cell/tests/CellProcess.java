package cell.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A whole cell in a home and on ports of its own, started by {@code runtime/bin/cell} as an operator does it. */
public final class CellProcess implements AutoCloseable {
    /** The checkout under test. */
    public static final Path ROOT = Path.of(System.getProperty("cell.root")).toAbsolutePath().normalize();

    /** Whether the full numbers are wanted. */
    public static final boolean LONG = Boolean.getBoolean("cell.long");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BASE_PORT = 3000;
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final int offset;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    private CellProcess(Path home, int offset) {
        this.home = home;
        this.offset = offset;
    }

    /** Starts a cell in a folder of the test's and waits until it is ready. */
    public static CellProcess start(Path home) {
        var cell = new CellProcess(home, freeOffset());
        cell.start();
        return cell;
    }

    /** Starts it again in the same home, on the same ports, with further options. */
    public void start(String... options) {
        try {
            Files.createDirectories(home);
            var command = new ArrayList<>(List.of(
                    ROOT.resolve("runtime/bin/cell").toString(), "run", "--no-install",
                    "--home", home.toString(), "--port-offset", Integer.toString(offset)));
            command.addAll(List.of(options));
            var builder = new ProcessBuilder(command);
            builder.environment().put("JAVA_HOME", Path.of(System.getProperty("cell.java")).getParent().getParent().toString());
            builder.redirectErrorStream(true).redirectOutput(output().toFile());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the cell is ready; it said: " + output(), READY_LIMIT, () -> printed().contains("Ctrl-C stops it") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("The cell did not start: " + printed());
        }
    }

    private Path output() {
        return home.resolve("output.txt");
    }

    /** What it has printed. */
    public String printed() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    public Path deploy() {
        return home.resolve("deploy");
    }

    public Path config() {
        return home.resolve("config.d");
    }

    public int port() {
        return BASE_PORT + offset;
    }

    public int offset() {
        return offset;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** A URI of the administration, for example of {@code /api/health}. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /** Sends JSON with any method. */
    public HttpResponse<String> send(String method, String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of a GET as JSON. */
    public JsonNode json(String path) {
        return json(get(path));
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("Not JSON: " + response.body(), e);
        }
    }

    /** Ends it as an operator does, with SIGTERM, and says how long that took. */
    public Duration stop() {
        long began = System.nanoTime();
        process.destroy();
        waitForEnd();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Sends it a signal, such as INT, and gives its exit code and how long it took to end. */
    public Ended end(String signal) {
        long began = System.nanoTime();
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        waitForEnd();
        return new Ended(process.exitValue(), Duration.ofNanos(System.nanoTime() - began));
    }

    /**
     * How it ended.
     *
     * @param code its exit code
     * @param took from the signal to the end of the process
     */
    public record Ended(int code, Duration took) {}

    /** Ends it as a power failure does. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The cell did not end within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** Waits until something is so, looking 50 times a second. */
    public static void await(String what, Duration limit, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("Within " + limit + " it should have come true that " + what, last);
    }

    /** An offset for a cell that is not started by this class, whose administration port is free now; runs side by side look in different places. */
    public static int freeOffset() {
        int begin = (int) (ProcessHandle.current().pid() * 37 % 20_000);
        for (int step = 0; step < 1_000; step++) {
            int offset = 1_000 + (begin + step * 10) % 20_000;
            try (var socket = new ServerSocket(BASE_PORT + offset, 1, InetAddress.getLoopbackAddress())) {
                return offset;
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("No free port was found");
    }

    /** Deletes a home with everything in it. */
    public static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
