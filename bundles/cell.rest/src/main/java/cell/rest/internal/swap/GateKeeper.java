package cell.rest.internal.swap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens closed routes. That the whiteboard lists an Application with its resources is not enough: while it still changes something,
 * requests get 404. So its change count must have been still for a while (measured: at 60 ms nothing was lost). Sleeps unless a
 * closed route's bundle runs.
 */
final class GateKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    /** A bundle that runs for so long and does not register a path any more has given it up. */
    private static final long GIVEN_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LATE_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Routes routes;
    private final Jaxrs jaxrs;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread = new Thread(this, "cell-swap");
    /** Since when the bundle of a closed route runs; the keeper's thread only. */
    private final Map<Route, Long> runningSince = new HashMap<>();
    private long lastCount;
    private long stillSince;
    private volatile boolean stopped;

    GateKeeper(Routes routes, Jaxrs jaxrs) {
        this.routes = routes;
        this.jaxrs = jaxrs;
    }

    void start() {
        thread.start();
    }

    void stop(Duration limit) throws InterruptedException {
        stopped = true;
        wake();
        thread.join(limit.toMillis());
    }

    /** A bundle has started. */
    void wake() {
        woken.release();
    }

    @Override
    public void run() {
        while (!stopped) {
            woken.acquireUninterruptibly();
            woken.drainPermits();
            var closed = closed();
            while (!stopped && !closed.isEmpty()) {
                look(closed);
                LockSupport.parkNanos(closed.stream().allMatch(route -> route.closing() != null && route.closing().isLate()) ? LATE_LOOK_NANOS : LOOK_NANOS);
                closed = closed();
            }
            runningSince.clear();
        }
    }

    private List<Route> closed() {
        return routes.all().stream().filter(route -> route.isClosed() && route.bundle().getState() == Bundle.ACTIVE).toList();
    }

    private void look(List<Route> closed) {
        long now = System.nanoTime();
        long count = jaxrs.changeCount();
        if (count != lastCount || runningSince.isEmpty()) {
            lastCount = count;
            stillSince = now;
        }
        runningSince.keySet().retainAll(closed);
        for (var route : closed) {
            runningSince.putIfAbsent(route, now);
            if (jaxrs.missing(route.bundle()).isEmpty()) {
                decide(route, now);
            }
        }
    }

    private void decide(Route route, long now) {
        if (jaxrs.registers(route.bundle(), route.base())) {
            if (now - stillSince >= STILL_NANOS) {
                LOG.debug("{} answers again", route.base());
                route.open();
            }
        } else if (now - stillSince >= GIVEN_UP_NANOS && now - runningSince.get(route) >= GIVEN_UP_NANOS) {
            LOG.info("{} is given up by its bundle", route.base());
            routes.remove(route);
        }
    }
}
