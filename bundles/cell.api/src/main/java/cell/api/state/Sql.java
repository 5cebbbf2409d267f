package cell.api.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with bound values on a connection that somebody else opens and closes. */
public record Sql(Connection connection) {
    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement that changes rows, and tells how many. */
    public int update(String sql, Object... values) throws SQLException {
        try (var statement = bind(sql, values)) {
            return statement.executeUpdate();
        }
    }

    public <T> List<T> list(Row<T> row, String sql, Object... values) throws SQLException {
        try (var statement = bind(sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return List.copyOf(found);
        }
    }

    public <T> Optional<T> first(Row<T> row, String sql, Object... values) throws SQLException {
        return list(row, sql, values).stream().findFirst();
    }

    /** The number that a {@code SELECT COUNT(*)} gives. */
    public int count(String sql, Object... values) throws SQLException {
        return first(row -> row.getInt(1), sql, values).orElse(0);
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
