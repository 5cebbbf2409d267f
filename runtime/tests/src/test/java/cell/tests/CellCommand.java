package cell.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code runtime/bin/cell} of a checkout or a distribution, run to its end.
 *
 * @param prefix what stands before it, such as {@code runuser}
 * @param root the folder that has {@code runtime/bin/cell}
 * @param environment PATH and JAVA_HOME and nothing else
 */
record CellCommand(List<String> prefix, Path root, Environment environment) {
    private static final int LIMIT_SECONDS = 90;

    /**
     * What the command sees.
     *
     * @param path the value of PATH
     * @param javaHome the value of JAVA_HOME, or empty for none
     */
    record Environment(String path, String javaHome) {
        /** The test's own path, and the Java under test. */
        static Environment usual() {
            var java = Path.of(System.getProperty("cell.java"));
            return new Environment(System.getenv("PATH"), java.getParent().getParent().toString());
        }
    }

    /**
     * How it ended.
     *
     * @param code its exit code
     * @param out what it printed on standard output
     * @param err what it printed on standard error
     */
    record Result(int code, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new IllegalStateException("Not JSON: " + this, e);
            }
        }
    }

    static CellCommand ofCheckout() {
        return new CellCommand(List.of(), CellProcess.ROOT, Environment.usual());
    }

    CellCommand with(Environment other) {
        return new CellCommand(prefix, root, other);
    }

    CellCommand after(String... words) {
        return new CellCommand(List.of(words), root, environment);
    }

    Result run(String... arguments) {
        try {
            var out = Files.createTempFile("cell-command", ".out");
            var err = Files.createTempFile("cell-command", ".err");
            try {
                var process = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(List.of(arguments) + " did not end: " + Files.readString(out) + Files.readString(err));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ProcessBuilder builder(String... arguments) {
        var words = new ArrayList<>(prefix);
        words.add(root.resolve("runtime/bin/cell").toString());
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).directory(root.toFile());
        var variables = builder.environment();
        variables.clear();
        variables.put("PATH", environment.path());
        if (!environment.javaHome().isEmpty()) {
            variables.put("JAVA_HOME", environment.javaHome());
        }
        return builder;
    }
}
