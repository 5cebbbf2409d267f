package cell.rest.internal.guard;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose request headers have been coming in for too long, however steadily they trickle (slow loris). It looks once a
 * second, so requests pay nothing for it; a limit is kept to about a second.
 */
final class SlowHeads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowHeads.class);
    private static final int TIMED_OUT = 408;
    private static final long EACH_MILLIS = 1_000;
    private static final long END_MILLIS = 2_000;

    private final Guard guard;
    private final ErrorAnswers answers;
    private final LongSupplier nanos;
    private final List<? extends Connector> connectors;
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "cell-slow-heads"));

    SlowHeads(Guard guard, ErrorAnswers answers, LongSupplier nanos, List<? extends Connector> connectors) {
        this.guard = guard;
        this.answers = answers;
        this.nanos = nanos;
        this.connectors = List.copyOf(connectors);
        timer.scheduleWithFixedDelay(this::look, EACH_MILLIS, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            connectors.forEach(connector -> connector.getConnectedEndPoints().forEach(this::look));
        } catch (RuntimeException e) {
            LOG.warn("Looking for slow connections failed; it is tried again in a second", e);
        }
    }

    private void look(EndPoint end) {
        if (end.getConnection() instanceof GuardedConnection connection) {
            long limit = TimeUnit.SECONDS.toNanos(guard.limits().headerSeconds());
            if (connection.sendingFor(nanos.getAsLong()) > limit) {
                connection.end(answers.raw(TIMED_OUT));
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The watch over slow connections has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
