package cell.core.internal.state;

import cell.api.error.CellException;
import cell.api.state.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections for readers, opened when they are first needed. A reader waits at most ten seconds for one. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int PLACES = 4;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Source source;
    private final Semaphore places = new Semaphore(PLACES, true);
    /** The one used last comes first, so that its cache is warm. */
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(Source source) {
        this.source = source;
    }

    <T> T read(Work<T> work) {
        enter();
        Connection connection = null;
        try {
            connection = take();
            return run(work, connection);
        } catch (SQLException e) {
            var failure = source.failure(e);
            if (failure == Failure.UNREACHABLE) {
                closeIdle();
            }
            throw failure.exception(e);
        } finally {
            giveBack(connection);
            places.release();
        }
    }

    private void enter() {
        try {
            if (!places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CellException.unavailable("The cell's database has too many readers just now: try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CellException.unavailable("The request was broken off.", e);
        }
        if (closed) {
            places.release();
            throw CellException.unavailable("The service is stopping.");
        }
    }

    private Connection take() throws SQLException {
        var connection = idle.pollFirst();
        return connection == null ? source.reader() : connection;
    }

    private static <T> T run(Work<T> work, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var lent = new LentConnection(connection)) {
            return work.run(lent.connection());
        }
    }

    private void giveBack(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.setAutoCommit(true);
            idle.addFirst(connection);
        } catch (SQLException e) {
            LOG.debug("A reader's connection is given up", e);
            Quietly.close(connection);
        }
    }

    private void closeIdle() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            Quietly.close(connection);
        }
    }

    /** Lets the readers that run end, for at most ten seconds. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!places.tryAcquire(PLACES, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A database is closed while it is still read");
                return;
            }
            places.release(PLACES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeIdle();
        }
    }
}
