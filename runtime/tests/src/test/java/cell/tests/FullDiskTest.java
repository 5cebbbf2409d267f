package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell whose home is a small disk of its own, which is full for a while. */
class FullDiskTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CONFIG = "/api/config";
    private static final int BLOCK = 1 << 16;

    @TempDir
    private Path disk;

    private CellProcess cell;
    private boolean mounted;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "a small disk is mounted: that needs root");
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "no tmpfs can be mounted here");
        cell = CellProcess.start(disk.resolve("home"));
    }

    @AfterEach
    void stop() throws Exception {
        if (cell != null) {
            cell.close();
        }
        if (mounted) {
            assertEquals(0, run("umount", disk.toString()));
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    /** Takes all that is left, to the last byte. */
    private void fill() throws IOException {
        try (var out = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = BLOCK; size > 0;) {
                size = isWritten(out, size) ? size : size / 2;
            }
        }
        assertEquals(0, Files.getFileStore(disk).getUsableSpace());
    }

    private static boolean isWritten(FileChannel out, int size) {
        try {
            return out.write(ByteBuffer.allocate(size)) > 0;
        } catch (IOException full) {
            return false;
        }
    }

    private String name() {
        return cell.json(CONFIG).path("cell_name").asText();
    }

    private int rename(String name) {
        return cell.send("PUT", CONFIG, "{\"cell_name\":\"" + name + "\"}").statusCode();
    }

    @Test
    void changesAreRefusedWhileItIsFullAndNothingIsLost() throws IOException {
        assertEquals(200, rename("before"));
        fill();
        var refused = cell.send("PUT", CONFIG, "{\"cell_name\":\"meanwhile\"}");
        assertEquals(503, refused.statusCode(), refused.body());
        assertEquals("The settings cannot be written to disk; nothing was changed", CellProcess.json(refused).path("error").asText());
        assertTrue(refused.headers().firstValue("Content-Type").orElse("").startsWith("application/json"));
        assertEquals("before", name());
        await("health says why", LIMIT, () -> rename("meanwhile") == 503 && !cell.json("/api/health").path("reasons").isEmpty());
        var health = cell.json("/api/health");
        assertFalse(health.path("status").asText().equals("healthy"), health.toString());
        assertEquals(200, cell.get("/api/status").statusCode());

        Files.delete(filler());
        await("there is room again", LIMIT, () -> rename("after") == 200);
        assertEquals("after", name());
        await("health is good again", LIMIT, () -> cell.json("/api/health").path("status").asText().equals("healthy"));
        assertJournalVerifies();
        await("what was refused meanwhile is in the journal", LIMIT, () -> cell.get("/api/events?format=json&limit=100").body().contains("\"status\":503"));

        fill();
        cell.kill();
        Files.delete(filler());
        cell.start();
        assertEquals("after", name());
        assertJournalVerifies();
    }

    private void assertJournalVerifies() {
        var answer = cell.get("/api/events/verify");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(CellProcess.json(answer).path("valid").asBoolean(), answer.body());
    }
}
