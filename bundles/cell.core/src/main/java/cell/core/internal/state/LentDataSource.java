package cell.core.internal.state;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** New connections for a library. Those that it forgets are closed with the database. */
final class LentDataSource implements DataSource, AutoCloseable {
    private final Source source;
    private final Set<Connection> given = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LentDataSource(Source source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (var connection : given) {
            if (connection.isClosed()) {
                given.remove(connection);
            }
        }
        var connection = source.common();
        given.add(connection);
        if (closed) {
            close();
            throw new SQLException("the database is closed");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the cell knows who it is");
    }

    @Override
    public void close() {
        closed = true;
        for (var connection : given) {
            Quietly.close(connection);
        }
        given.clear();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs go through slf4j");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
