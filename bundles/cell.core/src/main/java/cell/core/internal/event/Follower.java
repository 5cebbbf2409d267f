package cell.core.internal.event;

import java.io.IOException;
import java.util.function.LongSupplier;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;

/**
 * One client of the stream: how far it is, and at most one page of bytes that it has not taken yet. It has no thread and no queue: when
 * it has taken all, the hub gives it the next page from the journal, at its own pace. Its lock is itself; it never waits.
 */
final class Follower implements WriteListener {
    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Filter filter;
    private final LongSupplier nanos;
    private final Runnable hungry;
    private byte[] pending;
    private boolean unflushed;
    private boolean ending;
    private boolean gone;
    private long next;
    private long lastTaken;

    /**
     * @param next the number after which it goes on
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param hungry run when it has taken all that it was given
     */
    Follower(AsyncContext exchange, ServletOutputStream out, Filter filter, long next, LongSupplier nanos, Runnable hungry) {
        this.exchange = exchange;
        this.out = out;
        this.filter = filter;
        this.next = next;
        this.nanos = nanos;
        this.hungry = hungry;
        this.pending = Frames.hello();
        this.lastTaken = nanos.getAsLong();
    }

    Filter filter() {
        return filter;
    }

    synchronized long next() {
        return next;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** Whether it has taken all that it was given. */
    synchronized boolean isReady() {
        return !gone && !ending && pending == null;
    }

    /** For how long it has taken nothing of what waits for it, in nanoseconds. */
    synchronized long stalledFor() {
        return pending == null ? 0 : nanos.getAsLong() - lastTaken;
    }

    /** Gives it bytes, when it is ready, and sets how far it is after them. */
    synchronized void give(byte[] bytes, long after) {
        if (!isReady()) {
            return;
        }
        next = after;
        if (bytes.length > 0) {
            pending = bytes;
            lastTaken = nanos.getAsLong();
            send();
        }
    }

    /** Says why, when it still listens, and ends the stream. */
    synchronized void end(String reason) {
        if (gone || ending) {
            return;
        }
        ending = true;
        if (pending == null) {
            pending = Frames.end(reason);
            send();
        }
        leave();
    }

    @Override
    public void onWritePossible() {
        boolean empty;
        synchronized (this) {
            send();
            empty = isReady();
        }
        if (empty) {
            hungry.run();
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        leave();
    }

    private void send() {
        try {
            while (!gone && out.isReady()) {
                if (pending != null) {
                    out.write(pending);
                    pending = null;
                    unflushed = true;
                    lastTaken = nanos.getAsLong();
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) { // the client is gone
            leave();
        }
    }

    /** Ends the exchange, once. */
    synchronized void leave() {
        if (!gone) {
            gone = true;
            try {
                exchange.complete();
            } catch (IllegalStateException e) { // the container was faster
                pending = null;
            }
        }
    }
}
