package cell.core.internal.net;

import cell.api.error.CellException;
import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does a short piece of work inside a network namespace: on a fresh platform thread that enters it with setns(2) and then ends, so
 * that no thread that goes on to do other things is ever in a foreign namespace. JNA gets functions by name and no class of ours:
 * its caches keep nothing of this bundle. Safe for use by any number of threads.
 */
final class NamespaceEntry {
    /** Where {@code ip netns} keeps its names. */
    static final Path FOLDER = Path.of("/run/netns");

    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int O_RDONLY_CLOEXEC = 0x8_0000;
    private static final int EPERM = 1;
    private static final int CAP_SYS_ADMIN = 21;

    /** Work that opens something. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }

    /**
     * Runs the work inside and waits for it; a network namespace is entered within milliseconds, so an interrupt is kept for later.
     *
     * @throws IOException what the work threw
     * @throws CellException UNAVAILABLE when the namespace is missing or the privilege to enter it is
     */
    <T> T inside(String namespace, Opening<T> work) throws IOException {
        var file = FOLDER.resolve(namespace);
        if (!Files.exists(file)) {
            throw CellException.unavailable("there is no network namespace '" + namespace + "'");
        }
        var libc = NativeLibrary.getProcess();
        var task = new FutureTask<T>(() -> {
            enter(libc, file, namespace);
            return work.open();
        });
        var thread = new Thread(task, "cell-netns-" + namespace);
        thread.setDaemon(true);
        thread.start();
        return await(task);
    }

    /** Whether this process has the capability that entering or making a namespace takes. */
    static boolean privileged() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var effective = lines.filter(line -> line.startsWith("CapEff:")).findFirst();
            return effective.isPresent() && (Long.parseUnsignedLong(effective.get().substring(7).strip(), 16) >>> CAP_SYS_ADMIN & 1) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs on the fresh thread. The descriptor is closed at once: the thread itself holds the namespace. */
    private static void enter(NativeLibrary libc, Path file, String namespace) {
        try {
            int descriptor = call(libc, "open", file.toString(), O_RDONLY_CLOEXEC);
            try {
                call(libc, "setns", descriptor, CLONE_NEWNET);
            } finally {
                call(libc, "close", descriptor);
            }
        } catch (LastErrorException e) {
            throw CellException.unavailable(
                    e.getErrorCode() == EPERM
                            ? "the network namespace '" + namespace + "' cannot be entered: run the cell as root or with CAP_SYS_ADMIN"
                            : "the network namespace '" + namespace + "' cannot be entered: error " + e.getErrorCode(),
                    e);
        }
    }

    private static int call(NativeLibrary libc, String name, Object... arguments) {
        return libc.getFunction(name, Function.C_CONVENTION | Function.THROW_LAST_ERROR).invokeInt(arguments);
    }

    private static <T> T await(FutureTask<T> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrow(Throwable cause) {
        if (cause instanceof IOException failure) {
            return failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException("entering a network namespace failed", cause);
    }
}
