package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("smoke")
class SmokeTest {
    @Test
    void startsAnswersAndStopsCleanlyWithinTwoSeconds(@TempDir Path home) {
        try (var cell = CellProcess.start(home)) {
            assertEquals(200, cell.get("/api/health").statusCode());
            assertEquals("healthy", cell.json("/api/health").path("status").asText());
            var took = cell.stop();
            assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, "stopping took " + took);
        }
    }
}
