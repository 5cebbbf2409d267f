package cell.vault.internal.seal;

import cell.api.state.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The one row that says how the data key is wrapped. Stateless. */
public final class SealTable {
    public static final List<String> SCHEMA = List.of("CREATE TABLE seal (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, salt ${blob} NOT NULL,"
            + " memory_kib INTEGER NOT NULL, iterations INTEGER NOT NULL, wrapped ${blob} NOT NULL)");

    private SealTable() {}

    static Optional<WrappedKey> read(Sql sql) throws SQLException {
        return sql.first(
                row -> new WrappedKey(
                        SealKind.valueOf(row.getString(1)),
                        new KeyDerivation(row.getBytes(2), row.getInt(3), row.getInt(4)),
                        row.getBytes(5)),
                "SELECT kind, salt, memory_kib, iterations, wrapped FROM seal WHERE id = 1");
    }

    static void write(Sql sql, WrappedKey key) throws SQLException {
        var derivation = key.derivation();
        sql.update("DELETE FROM seal");
        sql.update(
                "INSERT INTO seal (id, kind, salt, memory_kib, iterations, wrapped) VALUES (1, ?, ?, ?, ?, ?)",
                key.kind().name(),
                derivation.salt(),
                derivation.memoryKib(),
                derivation.iterations(),
                key.wrapped());
    }
}
