package cell.rest.internal.guard;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers requests: the second in which the cell started, and a count. Unique and short; not meant to be unguessable. */
final class RequestIds {
    private static final int DIGITS = 36;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    RequestIds(long startSeconds) {
        this.prefix = Long.toString(startSeconds, DIGITS) + "-";
    }

    String next() {
        return prefix + Long.toString(count.incrementAndGet(), DIGITS);
    }
}
