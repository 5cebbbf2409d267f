package cell.core.internal.health;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of health: one that ticks, and as many that ask as there are contributors that have not answered yet. */
final class AskingThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 5;
    private static final int CLOSE_SECONDS = 2;

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledThreadPoolExecutor ticker = new ScheduledThreadPoolExecutor(1, task -> thread(task, "cell-health"));
    private final ThreadPoolExecutor askers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), task -> thread(task, "cell-health-ask-" + count.incrementAndGet()));

    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Asks one contributor. After the end nobody is asked any more. */
    void ask(Runnable task) {
        if (!askers.isShutdown()) {
            askers.execute(task);
        }
    }

    ScheduledThreadPoolExecutor ticker() {
        return ticker;
    }

    /** Ends all of them; a contributor that hangs is interrupted, and not waited for. */
    @Override
    public void close() {
        ticker.shutdownNow();
        askers.shutdownNow();
        try {
            ticker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
