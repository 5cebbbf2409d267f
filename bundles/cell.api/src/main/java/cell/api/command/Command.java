package cell.api.command;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of a system tool. There is no shell: each word reaches the tool as it stands. Values that come from a request are
 * validated types, and stand behind {@code --} where the tool has it.
 *
 * @param argv the tool's name (looked up in fixed system folders, never in {@code PATH}) or absolute path, and its words
 * @param stdin what it reads; empty for nothing
 * @param namespace the network namespace it runs in, or empty
 * @param timeLimit after which it and its children are killed
 * @param outputLimit bytes of standard output, and as many of standard error, that are kept; it is killed when it writes more
 */
public record Command(List<String> argv, byte[] stdin, Optional<String> namespace, Duration timeLimit, int outputLimit) {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(10);
    private static final int DEFAULT_OUTPUT = 1 << 20;

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty() || argv.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("a command has a name and no NUL in its words");
        }
        stdin = stdin.clone();
        Objects.requireNonNull(namespace, "namespace");
        if (timeLimit.isNegative() || timeLimit.isZero() || outputLimit < 1) {
            throw new IllegalArgumentException("a command has a time limit and an output limit above zero");
        }
    }

    /** A command with nothing to read, ten seconds of time and 1 MiB of output. */
    public static Command of(String... argv) {
        return new Command(List.of(argv), new byte[0], Optional.empty(), DEFAULT_TIME, DEFAULT_OUTPUT);
    }

    public Command reading(byte[] input) {
        return new Command(argv, input, namespace, timeLimit, outputLimit);
    }

    public Command inNamespace(String name) {
        return new Command(argv, stdin, Optional.of(name), timeLimit, outputLimit);
    }

    public Command within(Duration limit) {
        return new Command(argv, stdin, namespace, limit, outputLimit);
    }

    public Command keeping(int bytes) {
        return new Command(argv, stdin, namespace, timeLimit, bytes);
    }

    @Override
    public byte[] stdin() {
        return stdin.clone();
    }
}
