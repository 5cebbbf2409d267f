package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that was acknowledged is never lost by a kill. Twenty kills, or a thousand with {@code -Dcell.long=true}. */
class KillTest {
    private static final boolean LONG = Boolean.getBoolean("cell.long");
    private static final int MOST_ROWS = 400;

    private final Random random = new Random(20);

    @Test
    void noKillLosesWhatSqliteAcknowledged(@TempDir Path folder) throws Exception {
        killAndLook(folder.toString(), LONG ? 1000 : 20);
    }

    @Test
    void noKillLosesWhatPostgresAcknowledged() throws Exception {
        try (var cluster = PostgresCluster.start()) {
            killAndLook(cluster.url(), LONG ? 200 : 4);
        }
    }

    private void killAndLook(String where, int rounds) throws IOException, InterruptedException {
        Set<Long> acknowledged = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            int before = acknowledged.size();
            writeAndKill(where, acknowledged);
            assertTrue(acknowledged.size() > before, "round " + round + " acknowledged something");
            var lost = new HashSet<>(acknowledged);
            lost.removeAll(stored(where));
            assertEquals(Set.of(), lost, "lost in round " + round);
        }
    }

    private void writeAndKill(String where, Set<Long> acknowledged) throws IOException, InterruptedException {
        int rows = 1 + random.nextInt(MOST_ROWS);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Xshare:auto", "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledWriter.class.getName(), where)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < rows; i++) {
                var line = out.readLine();
                assertTrue(line != null, "the writer ended by itself");
                acknowledged.add(Long.valueOf(line));
            }
            // Through its handle: Process itself would close the pipe that is still to be read.
            process.toHandle().destroyForcibly();
            // The last line may be cut off: only those with their end count.
            var rest = out.lines().toList();
            rest.stream().limit(Math.max(0, rest.size() - 1)).map(Long::valueOf).forEach(acknowledged::add);
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }

    private static Set<Long> stored(String where) {
        try (var database = new Databases(KilledWriter.engine(where), Clock.systemUTC()).open(KilledWriter.SERVICE, KilledWriter.SCHEMA)) {
            return database.read(connection -> {
                Set<Long> ids = new HashSet<>();
                try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT id FROM written")) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
                return ids;
            });
        }
    }
}
