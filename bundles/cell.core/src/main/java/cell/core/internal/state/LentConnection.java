package cell.core.internal.state;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connection for the time of one work. Where the transaction begins and ends is not the work's to say. What the work left open is
 * closed at its end, so that no forgotten result keeps an old snapshot; after that the connection is of no use. For one thread.
 */
final class LentConnection implements InvocationHandler, AutoCloseable {
    private static final Set<String> REFUSED =
            Set.of("commit", "setAutoCommit", "close", "abort", "setReadOnly", "setTransactionIsolation", "setSchema", "setCatalog");

    private final Connection connection;
    private final List<Statement> statements = new ArrayList<>();
    private boolean ended;

    LentConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return (Connection) Proxy.newProxyInstance(LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        var name = method.getName();
        if (ended && method.getDeclaringClass() != Object.class) {
            if (name.equals("isClosed")) {
                return true;
            }
            throw new SQLException("the connection was lent for one work only, and that has ended");
        }
        if (REFUSED.contains(name) || name.equals("rollback") && arguments == null) {
            throw new IllegalStateException("a work does not call " + name + ": its transaction is the store's");
        }
        try {
            var result = method.invoke(connection, arguments);
            if (result instanceof Statement statement) {
                statements.add(statement);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws SQLException {
        ended = true;
        for (var statement : statements) {
            statement.close();
        }
    }
}
