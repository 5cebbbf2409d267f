package cell.api.state;

import java.util.List;

/**
 * One numbered step of a schema. Once released it never changes. The SQL is the subset that SQLite and PostgreSQL share, with three
 * words that the store replaces: <code>${identity}</code> (a 64-bit key that counts up by itself and is never used twice),
 * <code>${blob}</code> (bytes) and <code>${real}</code> (a 64-bit floating-point number). Constraints are checked at once:
 * <code>DEFERRABLE</code> is refused. Text sorts by its bytes, and LIKE tells capitals from small letters.
 *
 * @param version 1 for the first step, then one more each
 * @param statements run in order, in one transaction with all other steps that are due
 */
public record Migration(int version, List<String> statements) {
    public Migration {
        statements = List.copyOf(statements);
        if (version < 1 || statements.isEmpty()) {
            throw new IllegalArgumentException("a migration has a version from 1 on and at least one statement");
        }
    }

    public static Migration of(int version, String... statements) {
        return new Migration(version, List.of(statements));
    }
}
