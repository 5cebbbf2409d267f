package cell.core.internal.state;

import cell.api.state.Migration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A program that writes from four threads until it is killed, and prints the number of each row after its commit was acknowledged.
 * Its argument is a folder for SQLite or the address of a PostgreSQL database.
 */
final class KilledWriter {
    static final String SERVICE = "kills";
    static final List<Migration> SCHEMA = List.of(Migration.of(1, "CREATE TABLE written (id ${identity})"));
    private static final int THREADS = 4;

    private KilledWriter() {}

    static Engine engine(String where) {
        return where.startsWith("jdbc:") ? PostgresEngine.of(where, "postgres", "") : SqliteFolder.engine(Path.of(where));
    }

    public static void main(String... arguments) throws Exception {
        var database = new Databases(engine(arguments[0]), Clock.systemUTC()).open(SERVICE, SCHEMA);
        endWithParent();
        DatabaseContract.together(THREADS, thread -> {
            while (true) {
                long id = database.write(DatabaseContract.query("INSERT INTO written DEFAULT VALUES RETURNING id"));
                System.out.println(id);
            }
        });
    }

    /** A test that was ended itself leaves no writer behind: its end of the pipe closes. */
    private static void endWithParent() {
        var watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
