package cell.core.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace of a test's own, with loopback up; removed when closed. */
public record TestNamespace(String name) implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Skips the test, with the reason, where namespaces cannot be made. */
    public static TestNamespace make(String purpose) {
        requirePrivilege();
        var name = "t" + purpose + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        assumeTrue(run("ip", "netns", "add", name).isEmpty(), "network namespaces cannot be made here");
        var namespace = new TestNamespace(name);
        run("ip", "-n", name, "link", "set", "lo", "up");
        return namespace;
    }

    public static void requirePrivilege() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: it makes network namespaces");
        assumeTrue(Files.exists(Path.of("/usr/sbin/ip")) || Files.exists(Path.of("/sbin/ip")), "needs the Debian package iproute2");
    }

    /** A name that no namespace has yet and that is removed by the test. */
    public static String freshName(String purpose) {
        return "t" + purpose + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    }

    public static boolean exists(String name) {
        return Files.exists(Path.of("/run/netns", name));
    }

    /** Runs a tool inside and gives all that it wrote. */
    public String inside(String... words) {
        var all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        all.addAll(List.of(words));
        return run(all.toArray(String[]::new));
    }

    /** Runs a tool and gives all that it wrote. */
    public static String run(String... words) {
        try {
            var process = new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        run("ip", "netns", "del", name);
    }
}
