package cell.core.internal.state;

import cell.api.error.CellException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Works that share one transaction, and so one commit: it holds for all of them or for none. */
final class Batch {
    private static final int WORKS = 64;
    private static final long NANOS = Duration.ofMillis(20).toNanos();

    private final CompletableFuture<Optional<Cause>> end = new CompletableFuture<>();
    private final long began = System.nanoTime();
    private int works;

    private record Cause(Failure failure, SQLException exception) {}

    /** To be called once for each work, in the writer's turn. */
    void add() {
        works++;
    }

    /** Whether the works in it have waited long enough for their commit. */
    boolean isFull() {
        return works >= WORKS || System.nanoTime() - began >= NANOS;
    }

    void committed() {
        end.complete(Optional.empty());
    }

    void failed(Failure failure, SQLException exception) {
        end.complete(Optional.of(new Cause(failure, exception)));
    }

    /** Waits for the commit. */
    void await() throws CellException {
        var cause = end.join();
        if (cause.isPresent()) {
            throw cause.get().failure().exception(cause.get().exception());
        }
    }
}
