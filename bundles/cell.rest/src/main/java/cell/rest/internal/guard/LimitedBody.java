package cell.rest.internal.guard;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request whose body fails once it is longer than it may be, or comes slower than it may. Only the time in which we waited for the
 * client counts, so a service that reads slowly is not held against it. Jetty calls it from one thread at a time.
 */
final class LimitedBody extends Request.Wrapper {
    private static final int TIMED_OUT = 408;

    private final long most;
    private final Limits limits;
    private final LongSupplier nanos;
    private long received;
    private long waitedNanos;
    private Refusal failure;

    LimitedBody(Request request, long most, Limits limits, LongSupplier nanos) {
        super(request);
        this.most = most;
        this.limits = limits;
        this.nanos = nanos;
    }

    @Override
    public Content.Chunk read() {
        if (failure != null) {
            return Content.Chunk.from(failure);
        }
        var chunk = super.read();
        if (chunk == null || Content.Chunk.isFailure(chunk)) {
            return chunk;
        }
        received += chunk.remaining();
        if (received > most) {
            failure = Guard.tooLarge(most);
        } else if (!chunk.isLast() && isSlow()) {
            failure = new Refusal(TIMED_OUT, "The body came too slowly");
        } else {
            return chunk;
        }
        chunk.release();
        return Content.Chunk.from(failure);
    }

    @Override
    public void demand(Runnable available) {
        long began = nanos.getAsLong();
        super.demand(() -> {
            waitedNanos += nanos.getAsLong() - began;
            available.run();
        });
    }

    private boolean isSlow() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(waitedNanos);
        return seconds >= limits.graceSeconds() && received < seconds * limits.slowestRate();
    }
}
