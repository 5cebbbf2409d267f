package cell.core.internal.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * One SQLite file with its write-ahead log, each commit fsynced. No code but SQLite may open the file while it is in use: closing any
 * descriptor of it in this process gives up SQLite's locks (copy it with {@code VACUUM INTO}).
 */
final class SqliteSource implements Source {
    private static final int BUSY_MILLIS = 10_000;
    /** A negative size counts kibibytes instead of pages. */
    private static final int WRITER_CACHE = -1024;

    private static final int READER_CACHE = -512;
    private static final int LOG_LIMIT_BYTES = 4 << 20;

    private final Path file;

    SqliteSource(Path file) {
        this.file = file;
    }

    @Override
    public Connection writer() throws SQLException {
        makeFile();
        var config = config(TransactionMode.IMMEDIATE, WRITER_CACHE);
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        return connect(config);
    }

    @Override
    public Connection reader() throws SQLException {
        var connection = connect(config(TransactionMode.DEFERRED, READER_CACHE));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        } catch (SQLException e) {
            Quietly.close(connection);
            throw e;
        }
        return connection;
    }

    @Override
    public Connection common() throws SQLException {
        return connect(config(TransactionMode.DEFERRED, READER_CACHE));
    }

    private static SQLiteConfig config(TransactionMode mode, int cache) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.enableCaseSensitiveLike(true);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(cache);
        config.setTransactionMode(mode);
        return config;
    }

    /** Straight from the driver's class: DriverManager would keep a reference to it. */
    private Connection connect(SQLiteConfig config) throws SQLException {
        return new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), config.toProperties());
    }

    /** Only the cell may read it; the files that SQLite puts beside it get the same mode. */
    private void makeFile() throws SQLException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new SQLiteException("the file cannot be made: " + e.getMessage(), SQLiteErrorCode.SQLITE_CANTOPEN);
        }
    }

    @Override
    public String dialect(String sql) {
        return sql.replace("${identity}", "INTEGER PRIMARY KEY AUTOINCREMENT").replace("${blob}", "BLOB").replace("${real}", "REAL");
    }

    @Override
    public Failure failure(SQLException e) {
        if (!(e instanceof SQLiteException exception)) {
            return Failure.MISTAKE;
        }
        return switch (exception.getResultCode()) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID -> Failure.DUPLICATE;
            case SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_TRIGGER -> Failure.REFERENCE;
            default -> byFamily(SQLiteErrorCode.getErrorCode(exception.getResultCode().code & 0xff));
        };
    }

    private static Failure byFamily(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_FULL -> Failure.FULL;
            case SQLITE_IOERR, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_CORRUPT, SQLITE_NOTADB,
                    SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_INTERRUPT -> Failure.UNREACHABLE;
            default -> Failure.MISTAKE;
        };
    }
}
