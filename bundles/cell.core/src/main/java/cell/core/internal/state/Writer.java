package cell.core.internal.state;

import cell.api.error.CellException;
import cell.api.state.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one writer of a database. Works run one after the other, each on its caller's thread and behind a savepoint of its own. While
 * others wait for their turn the transaction stays open, and the last of them commits for all: many writers share one fsync, and a
 * single one never waits. Nobody hears of success before the commit.
 */
final class Writer implements AutoCloseable {
    private final Source source;
    /** Guards the three fields below. Whoever gets it goes through {@link #leave}, so that an open batch is always ended by somebody. */
    private final ReentrantLock turn = new ReentrantLock(true);
    private Connection connection;
    private Batch batch;
    private boolean closed;

    Writer(Source source) {
        this.source = source;
    }

    <T> T write(Work<T> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write inside a write");
        }
        Batch mine;
        T result;
        turn.lock();
        try {
            mine = enter();
            result = run(work);
        } finally {
            leave();
        }
        mine.await();
        return result;
    }

    private Batch enter() {
        if (closed) {
            throw CellException.unavailable("The service is stopping.");
        }
        if (batch == null) {
            try {
                if (connection == null) {
                    connection = source.writer();
                }
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                drop();
                throw source.failure(e).exception(e);
            }
            batch = new Batch();
        }
        batch.add();
        return batch;
    }

    private <T> T run(Work<T> work) {
        Savepoint before = null;
        SQLException trouble = null;
        boolean done = false;
        try {
            before = connection.setSavepoint();
            T result;
            try (var lent = new LentConnection(connection)) {
                result = work.run(lent.connection());
            }
            connection.releaseSavepoint(before);
            done = true;
            return result;
        } catch (SQLException e) {
            trouble = e;
            throw source.failure(e).exception(e);
        } finally {
            if (!done) {
                undo(before, trouble);
            }
        }
    }

    /** Takes one work back. Where that cannot be done the whole transaction is lost, and with it the batch. */
    private void undo(Savepoint before, SQLException trouble) {
        try {
            if (before == null) {
                throw new SQLException("no savepoint could be set");
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            fail(trouble == null ? e : trouble);
        }
    }

    private void leave() {
        try {
            if (batch != null && (batch.isFull() || !turn.hasQueuedThreads())) {
                commit();
            }
        } finally {
            turn.unlock();
        }
    }

    private void commit() {
        try {
            connection.setAutoCommit(true);
            batch.committed();
            batch = null;
        } catch (SQLException e) {
            fail(e);
        } finally {
            if (batch != null) {
                fail(new SQLException("the commit was broken off"));
            }
        }
    }

    private void fail(SQLException e) {
        batch.failed(source.failure(e) == Failure.FULL ? Failure.FULL : Failure.UNREACHABLE, e);
        batch = null;
        drop();
    }

    /** A connection in doubt is closed, which rolls back; the next work gets a new one. */
    private void drop() {
        if (connection != null) {
            Quietly.close(connection);
            connection = null;
        }
    }

    /** Lets the work that runs end, commits, and gives the connection back. */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            if (batch != null) {
                commit();
            }
        } finally {
            drop();
            turn.unlock();
        }
    }
}
