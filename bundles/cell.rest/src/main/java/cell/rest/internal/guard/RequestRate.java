package cell.rest.internal.guard;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket of one second's requests, kept as one number: the time at which the bucket would be full again (the generic cell rate
 * algorithm of ITU-T I.371). One atomic update a request, no lock.
 */
final class RequestRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong full;

    /** @param now a reading of the clock that {@link #admit} gets, in nanoseconds */
    RequestRate(long now) {
        this.full = new AtomicLong(now);
    }

    /** Whether one more request at {@code now} keeps to {@code rate} requests a second. */
    boolean admit(long now, int rate) {
        long each = SECOND / rate;
        while (true) {
            long before = full.get();
            long begin = before - now < 0 ? now : before;
            if (begin - now > SECOND - each) {
                return false;
            }
            if (full.compareAndSet(before, begin + each)) {
                return true;
            }
        }
    }
}
