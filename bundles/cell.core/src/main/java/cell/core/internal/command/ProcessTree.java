package cell.core.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running tool with all that it started. A child whose parent has ended belongs to init, so the list of descendants does not show it:
 * each process of the tree is also known by a mark in its environment, which children inherit.
 */
final class ProcessTree {
    /** The environment variable that marks a tree. */
    static final String MARK = "CELL_COMMAND";

    /** How long a tool may tidy up after SIGTERM, in milliseconds. */
    private static final long GRACE_MILLIS = 500;

    /** A tool that starts processes faster than they are killed is given up after this many rounds. */
    private static final int ROUNDS = 100;

    private final Process process;
    private final byte[] mark;

    private ProcessTree(Process process, byte[] mark) {
        this.process = process;
        this.mark = mark;
    }

    /** Starts a tool whose environment is ready but for the mark. */
    static ProcessTree start(ProcessBuilder builder) throws IOException {
        var value = UUID.randomUUID().toString();
        builder.environment().put(MARK, value);
        return new ProcessTree(builder.start(), (MARK + "=" + value).getBytes(StandardCharsets.US_ASCII));
    }

    Process process() {
        return process;
    }

    /** Asks all to end, and after a short grace ends them. Returns when none is left; the interrupt flag is kept. */
    void kill() {
        boolean interrupted = Thread.interrupted();
        alive().forEach(ProcessHandle::destroy);
        interrupted |= awaitEnd(List.of(process.toHandle()));
        var left = alive();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            left.forEach(ProcessHandle::destroyForcibly);
            interrupted |= awaitEnd(left);
            left = alive();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when the wait was interrupted. */
    private static boolean awaitEnd(Collection<ProcessHandle> handles) {
        try {
            CompletableFuture.allOf(handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private Set<ProcessHandle> alive() {
        return Stream.of(Stream.of(process.toHandle()), process.descendants(), marked())
                .flatMap(handles -> handles)
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toSet());
    }

    private Stream<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::carriesMark);
    }

    /** Unreadable means that it is another user's or has just ended: not ours. */
    private boolean carriesMark(ProcessHandle handle) {
        try {
            return contains(Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "environ")));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean contains(byte[] environment) {
        var text = new String(environment, StandardCharsets.ISO_8859_1);
        return ("\0" + text).contains("\0" + new String(mark, StandardCharsets.ISO_8859_1) + "\0");
    }

    /** The environment of every tool: nothing of the cell's own reaches it. */
    static Map<String, String> cleanEnvironment() {
        return Map.of("LC_ALL", "C.UTF-8", "PATH", String.join(":", Tools.FOLDERS));
    }
}
