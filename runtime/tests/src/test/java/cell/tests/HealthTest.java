package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthTest {
    private static final List<String> SERVICES = List.of("network", "wireguard", "email", "calendar", "files", "routing", "vault");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    @Test
    void healthSaysHealthyWithItsVersion() {
        var answer = cell.get("/api/health");
        assertEquals(200, answer.statusCode());
        var body = CellProcess.json(answer);
        assertEquals("healthy", body.path("status").asText(), answer.body());
        assertFalse(body.path("version").asText().isEmpty());
        Instant.parse(body.path("timestamp").asText());
    }

    @Test
    void statusHoldsWhatTheContractNames() {
        var body = cell.json("/api/status");
        assertEquals("personal-internet-cell", body.path("cell_name").asText());
        assertTrue(body.path("uptime").isNumber() && body.path("peers_count").isNumber());
        for (var service : SERVICES) {
            assertTrue(body.path("services").path(service).path("running").isBoolean(), service);
            assertFalse(body.path("services").path(service).path("status").asText().isEmpty(), service);
        }
    }

    @Test
    void servicesStatusSaysWhyAServiceIsNotThere() {
        var body = cell.json("/api/services/status");
        for (var service : SERVICES) {
            var status = body.path(service);
            assertTrue(status.path("listeners").isArray(), service);
            assertEquals("online".equals(status.path("status").asText()), status.path("reason").isMissingNode(), status.toString());
        }
        assertTrue(body.path("network").path("dns_running").isBoolean());
    }

    @Test
    void aBadParameterOfTheHistoryIsNamed() {
        assertEquals("since", cell.json("/api/health/history?since=x").path("details").path(0).path("field").asText());
        assertEquals(400, cell.get("/api/health/history?limit=0").statusCode());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theHistorySurvivesARestart() {
        CellProcess.await("the history has begun", LIMIT, () -> !cell.json("/api/health/history").isEmpty());
        var first = cell.json("/api/health/history").path(0);
        assertTrue(first.path("network").path("status").isTextual());
        cell.stop();
        cell.start();
        assertEquals(first, cell.json("/api/health/history").path(0));
        CellProcess.await("it goes on", LIMIT, () -> !cell.json("/api/health/history?since=" + first.path("timestamp").asText()).isEmpty());
    }
}
