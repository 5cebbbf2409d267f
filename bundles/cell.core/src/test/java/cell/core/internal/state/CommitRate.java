package cell.core.internal.state;

import cell.api.state.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A program that prints how many durable commits a second the store does, for 1 and for 16 threads. Its argument is a folder on the
 * disk to be measured, or the address of a PostgreSQL database.
 */
final class CommitRate {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;

    private CommitRate() {}

    public static void main(String... arguments) throws Exception {
        var engine = arguments[0].startsWith("jdbc:") ? KilledWriter.engine(arguments[0]) : SqliteFolder.engine(Path.of(arguments[0]));
        try (var database = new Databases(engine, Clock.systemUTC()).open(KilledWriter.SERVICE, KilledWriter.SCHEMA)) {
            for (int threads : List.of(1, 16)) {
                run(database, threads, WARM_UP);
                for (int round = 0; round < ROUNDS; round++) {
                    System.out.printf("%d threads: %.0f commits/s%n", threads, run(database, threads, ROUND) / (ROUND.toMillis() / 1e3));
                }
            }
        }
    }

    private static double run(Database database, int threads, Duration time) throws Exception {
        var commits = new LongAdder();
        long end = System.nanoTime() + time.toNanos();
        DatabaseContract.together(threads, thread -> {
            while (System.nanoTime() < end) {
                database.write(DatabaseContract.query("INSERT INTO written DEFAULT VALUES RETURNING id"));
                commits.increment();
            }
        });
        return commits.sum();
    }
}
