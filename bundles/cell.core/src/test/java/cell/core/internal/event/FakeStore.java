package cell.core.internal.event;

import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Migration;
import cell.api.state.StateStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** One SQLite file for each service, one connection at a time; it can be told that the disk is full. */
public final class FakeStore implements StateStore {
    private final Path folder;
    private final AtomicBoolean full = new AtomicBoolean();

    public FakeStore(Path folder) {
        this.folder = folder;
    }

    public void setFull(boolean isFull) {
        full.set(isFull);
    }

    @Override
    public Database open(String service, List<Migration> migrations) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(service + ".db"));
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS made (version INTEGER)");
                boolean isNew = !statement.executeQuery("SELECT 1 FROM made").next();
                if (isNew) {
                    for (var migration : migrations) {
                        for (var sql : migration.statements()) {
                            statement.execute(sql);
                        }
                    }
                    statement.execute("INSERT INTO made VALUES (1)");
                }
            }
            return new FakeDatabase(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class FakeDatabase implements Database {
        private final Connection connection;

        FakeDatabase(Connection connection) {
            this.connection = connection;
        }

        @Override
        public synchronized <T> T read(Work<T> work) {
            try {
                return work.run(connection);
            } catch (SQLException e) {
                throw CellException.unavailable("The disk cannot be read", e);
            }
        }

        @Override
        public synchronized <T> T write(Work<T> work) {
            if (full.get()) {
                throw CellException.unavailable("The disk is full");
            }
            try {
                connection.setAutoCommit(false);
                var result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                throw CellException.unavailable("The disk cannot be written", e);
            } finally {
                restore();
            }
        }

        private void restore() {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public DataSource dataSource() {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
