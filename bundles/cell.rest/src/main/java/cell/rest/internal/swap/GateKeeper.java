package cell.rest.internal.swap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens closed routes. That the whiteboard lists an Application with its resources is not enough: it lists them before it is done,
 * and meanwhile requests get 404. What happens at once when a bundle starts is done when its STARTED event reaches a listener that is
 * not synchronous; for what comes later, the whiteboard's change count must have been still for a while. Sleeps unless a closed
 * route may soon open.
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
            var coming = coming();
            while (!stopped && !coming.isEmpty()) {
                look(coming);
                LockSupport.parkNanos(coming.stream().allMatch(Route::isLate) ? LATE_LOOK_NANOS : LOOK_NANOS);
                coming = coming();
            }
            runningSince.clear();
        }
    }

    private List<Route> coming() {
        return routes.all().stream().filter(Route::isComing).toList();
    }

    private void look(List<Route> coming) {
        long now = System.nanoTime();
        long count = jaxrs.changeCount();
        if (count != lastCount || runningSince.isEmpty()) {
            lastCount = count;
            stillSince = now;
        }
        runningSince.keySet().retainAll(coming);
        for (var route : coming) {
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
