package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cell.api.error.CellException;
import cell.api.error.CellException.Kind;
import cell.api.state.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the disk is full, on a small file system of the test's own. */
@Timeout(60)
class FullDiskTest {
    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small file system");
        mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "a small file system cannot be mounted here");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertEquals(0, run("umount", disk.toString()));
        }
    }

    @Test
    void aFullDiskIsToldAndLosesNothingAndRoomMendsIt() throws IOException {
        var ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
        var databases = new Databases(engine(), Clock.systemUTC());
        Set<String> acknowledged = new TreeSet<>();
        try (var database = databases.open(DatabaseContract.SERVICE, List.of(DatabaseContract.FIRST))) {
            fill(database, acknowledged, "one");
            assertEquals(acknowledged, new TreeSet<>(database.read(DatabaseContract::texts)));
            Files.delete(ballast);
            write(database, acknowledged, "room again");
            assertEquals(acknowledged, new TreeSet<>(database.read(DatabaseContract::texts)));
            fill(database, acknowledged, "two");
        }
        Files.deleteIfExists(ballast);
        try (var database = databases.open(DatabaseContract.SERVICE, List.of(DatabaseContract.FIRST))) {
            assertEquals(acknowledged, new TreeSet<>(database.read(DatabaseContract::texts)));
        }
    }

    @Test
    void thoseWhoWriteTogetherAllHearOfIt() throws Exception {
        var ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        try (var database = new Databases(engine(), Clock.systemUTC()).open(DatabaseContract.SERVICE, List.of(DatabaseContract.FIRST))) {
            DatabaseContract.together(8, thread -> fill(database, acknowledged, "thread " + thread));
            assertEquals(acknowledged, new TreeSet<>(database.read(DatabaseContract::texts)));
            Files.delete(ballast);
            write(database, acknowledged, "room again");
            assertEquals(acknowledged, new TreeSet<>(database.read(DatabaseContract::texts)));
        }
    }

    /** The library stays on the disk beside. */
    private Engine engine() throws IOException {
        SqliteFolder.engine(folder);
        Files.createDirectory(disk.resolve(DatabaseContract.SERVICE));
        return service -> new SqliteSource(disk.resolve(service).resolve(service + ".db"));
    }

    private static void fill(Database database, Set<String> acknowledged, String name) {
        var refusal = assertThrows(CellException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                write(database, acknowledged, name + " " + i);
            }
        });
        assertEquals(Kind.UNAVAILABLE, refusal.kind());
        assertTrue(refusal.getMessage().contains("disk is full"), refusal.getMessage());
    }

    private static void write(Database database, Set<String> acknowledged, String text) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO notes (text, picture) VALUES (?, ?)")) {
                insert.setString(1, text);
                insert.setBytes(2, new byte[10_000]);
                return insert.executeUpdate();
            }
        });
        acknowledged.add(text);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
