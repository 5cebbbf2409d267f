package cell.rest.internal.swap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.Bundle;

/** A path of the API, the bundle that answers there, and how many requests are inside. Any thread may use it. */
final class Route {
    private final String base;
    private final Bundle bundle;
    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private volatile Closing closing;
    private volatile boolean started;

    /**
     * While a route is closed.
     *
     * @param lateNanos when waiting ends
     * @param over opens with the route
     */
    record Closing(long lateNanos, CountDownLatch over) {
        boolean isLate() {
            return System.nanoTime() - lateNanos >= 0;
        }

        /** Waits for the route to open; false when it is late. */
        boolean await() throws InterruptedException {
            return over.await(lateNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    Route(String base, Bundle bundle) {
        this.base = base;
        this.bundle = bundle;
    }

    String base() {
        return base;
    }

    /** The service's name for the error body: the last part of the path. */
    String service() {
        return base.substring(base.lastIndexOf('/') + 1);
    }

    Bundle bundle() {
        return bundle;
    }

    boolean covers(String path) {
        return path.startsWith(base)
                && (path.length() == base.length() || path.charAt(base.length()) == '/' || path.charAt(base.length()) == ';');
    }

    /** Counts a request in; the count is taken before the look at the gate, so that who closes it sees the request. */
    Closing enter() {
        entered.increment();
        var now = closing;
        if (now != null) {
            left.increment();
        }
        return now;
    }

    void leave() {
        left.increment();
    }

    /** Requests that are inside. */
    long inside() {
        long gone = left.sum();
        return entered.sum() - gone;
    }

    boolean isClosed() {
        return closing != null;
    }

    /** Whether nobody waits any more. */
    boolean isLate() {
        var now = closing;
        return now != null && now.isLate();
    }

    /** Its bundle runs, and all that happens at once when a bundle starts has happened. */
    void bundleStarted() {
        started = true;
    }

    /** Whether it may soon open. */
    boolean isComing() {
        return closing != null && started && bundle.getState() == Bundle.ACTIVE;
    }

    synchronized void close(long waitNanos) {
        started = false;
        if (closing == null) {
            closing = new Closing(System.nanoTime() + waitNanos, new CountDownLatch(1));
        }
    }

    synchronized void open() {
        var before = closing;
        closing = null;
        if (before != null) {
            before.over().countDown();
        }
    }
}
