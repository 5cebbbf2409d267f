package cell.accounts.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts' own thread: finishes what is unfinished at start, when a service comes, and every {@link #PAUSE} again. */
final class Recovery implements AutoCloseable {
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Recovery::thread);
    private final Runnable round;

    Recovery(Runnable round) {
        this.round = round;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::run, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a round beside the regular ones. Nothing happens once this is closed. */
    void soon() {
        try {
            thread.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("The accounts are being stopped; what is unfinished is finished at the next start");
        }
    }

    /** Ends the thread; what a service is doing right now gets a few seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            round.run();
        } catch (Exception e) {
            // The edge of the thread: without this the timer would end.
            LOG.warn("Unfinished changes of people could not be finished; trying again in {} s", PAUSE.toSeconds(), e);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "cell-accounts-recovery");
        thread.setDaemon(true);
        return thread;
    }
}
