package cell.deploy.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the deploy folder is worked. What a task throws is logged, and the next one runs. */
final class DeployThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeployThread.class);
    private static final long STOP_SECONDS = 5;

    private final Executor executor = new Executor();

    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The cell is stopping; the deploy folder is looked at again at the next start");
        }
    }

    Future<?> runIn(long millis, Runnable task) {
        return executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Runs a task again and again, with a pause after each time. */
    void repeat(long pauseMillis, Runnable task) {
        executor.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Work on the deploy folder failed", e);
            }
        }, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A deployment was still running when the cell stopped; it is taken up again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Executor extends ScheduledThreadPoolExecutor {
        Executor() {
            super(1, task -> new Thread(task, "cell-deploy"));
            setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            if (task instanceof Future<?> future && future.isDone()) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    LOG.error("Work on the deploy folder failed", e.getCause());
                } catch (CancellationException e) {
                    LOG.trace("A look at the bundles was put forward");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
