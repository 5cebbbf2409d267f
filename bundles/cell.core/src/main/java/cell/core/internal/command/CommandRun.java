package cell.core.internal.command;

import cell.api.command.CommandResult;
import cell.api.error.CellException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One tool that runs. It has ended when its process has and what it wrote is read. A daemon that goes on in the background has to
 * close its output, as daemons do: else it counts as still running, unless it was so quick that nobody had begun to read.
 */
final class CommandRun {
    private final String tool;
    private final ProcessTree tree;

    /** Why it was killed: the first reason stands. */
    private final AtomicReference<String> killed = new AtomicReference<>();

    CommandRun(String tool, ProcessTree tree) {
        this.tool = tool;
        this.tree = tree;
    }

    /** Feeds, reads and waits. Throws UNAVAILABLE when it was killed. */
    CommandResult await(byte[] stdin, int outputLimit, Duration timeLimit, ExecutorService threads) {
        long deadline = System.nanoTime() + timeLimit.toNanos();
        var process = tree.process();
        try {
            var out = threads.submit(new BoundedOutput(process.getInputStream(), outputLimit, () -> kill("wrote more than allowed")));
            var err = threads.submit(new BoundedOutput(process.getErrorStream(), outputLimit, () -> kill("wrote more than allowed")));
            var fed = threads.submit(feeding(stdin));
            if (!process.waitFor(left(deadline), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            var result = new CommandResult(process.exitValue(), get(out, deadline), get(err, deadline));
            get(fed, deadline);
            refuseIfKilled();
            return result;
        } catch (TimeoutException e) {
            kill("did not end within " + inWords(timeLimit));
        } catch (InterruptedException e) {
            kill("was interrupted");
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            kill("could not be read");
        }
        refuseIfKilled();
        throw new IllegalStateException("a killed command has a reason");
    }

    /** Ends it with all that it started. The one who waits for it gets UNAVAILABLE. */
    void kill(String reason) {
        killed.compareAndSet(null, reason);
        tree.kill();
    }

    private void refuseIfKilled() {
        var reason = killed.get();
        if (reason != null) {
            throw CellException.unavailable("the tool " + tool + " " + reason + " and was stopped");
        }
    }

    /** A tool may end, or close its input, before it has read all: that is its right, its exit code tells whether it minded. */
    private Callable<Void> feeding(byte[] stdin) {
        return () -> {
            try (var stream = tree.process().getOutputStream()) {
                stream.write(stdin);
            } catch (IOException e) {
                return null;
            }
            return null;
        };
    }

    private static <T> T get(Future<T> future, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(left(deadline), TimeUnit.NANOSECONDS);
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private static String inWords(Duration limit) {
        return limit.compareTo(Duration.ofSeconds(1)) < 0 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }
}
