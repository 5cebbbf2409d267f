package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CLIENTS = CellProcess.LONG ? 900 : 30;

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        rename("begin");
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    /** A change of the cell's own name: the smallest change there is. */
    private static void rename(String name) {
        var answer = cell.send("PUT", "/api/config", "{\"cell_name\":\"" + name + "\"}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static long head() {
        return cell.json("/api/events/verify").path("head").path("number").asLong();
    }

    private static List<JsonNode> changes() {
        List<JsonNode> changes = new ArrayList<>();
        cell.json("/api/events?format=json&since=0&limit=1000&topic=cell/config/request/DONE").path("events").forEach(changes::add);
        return changes;
    }

    @Test
    void aChangeIsInTheJournalWhenItsAnswerArrives() {
        int before = changes().size();
        rename("one");
        var changes = changes();
        assertEquals(before + 1, changes.size());
        var data = changes.get(before).path("data");
        assertEquals("PUT", data.path("method").asText());
        assertEquals("/api/config", data.path("path").asText());
        assertEquals(200, data.path("status").asInt());
    }

    @Test
    void aRefusedChangeIsThereToo() {
        assertEquals(400, cell.send("PUT", "/api/config?token=secret", "{\"nothing\":1}").statusCode());
        CellProcess.await("it is there", LIMIT, () -> cell.get("/api/events?format=json&topic=cell/config/request/REFUSED").body().contains("\"status\":400"));
        assertFalse(cell.get("/api/events?format=json&limit=1000").body().contains("secret"));
    }

    @Test
    void replayTurnsIntoLiveWithoutGapOrDuplicate() {
        try (var stream = new EventStream(cell.uri("/api/events"), "0")) {
            for (int i = 0; i < 20; i++) {
                rename("live" + i);
            }
            CellProcess.await("all have come", LIMIT, () -> stream.numbers().size() >= head());
            assertEquals(LongStream.rangeClosed(1, stream.numbers().size()).boxed().toList(), stream.numbers());
        }
    }

    @Test
    void aFilterLeavesTheOthersOut() {
        try (var stream = new EventStream(cell.uri("/api/events?last_event_id=0&service=config"), null)) {
            rename("filtered");
            CellProcess.await("it came", LIMIT, () -> stream.numbers().size() >= changes().size());
            assertTrue(stream.lines().stream().filter(line -> line.startsWith("data: ")).allMatch(line -> line.contains("\"service\":\"config\"")));
        }
    }

    @Test
    void manyFollowWithoutAThreadEach() {
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                streams.add(new EventStream(cell.uri("/api/events"), null));
            }
            rename("many");
            long last = head();
            CellProcess.await("all have it", LIMIT, () -> streams.stream().allMatch(stream -> stream.numbers().stream().anyMatch(number -> number >= last - 1)));
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void badParametersAreNamed() {
        for (var bad : List.of("limit=0&format=json", "since=x&format=json", "format=xml", "topic=x", "service=A", "last_event_id=-1", "other=1")) {
            var answer = cell.get("/api/events?" + bad);
            assertEquals(400, answer.statusCode(), bad);
            assertEquals(bad.substring(0, bad.indexOf('=')), CellProcess.json(answer).path("details").path(0).path("field").asText(), bad);
        }
        assertEquals(404, cell.get("/api/events/nothing").statusCode());
        assertEquals(405, cell.send("DELETE", "/api/events", null).statusCode());
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void aStopEndsTheStreamWithItsReason() {
        var stream = new EventStream(cell.uri("/api/events"), null);
        var took = cell.stop();
        CellProcess.await("it is over", LIMIT, stream::isOver);
        assertTrue(stream.lines().contains("event: end"), stream.lines().toString());
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "stopping took " + took);
        cell.start();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void killedNothingThatWasAnsweredIsLostAndTheChainIsWhole() {
        int before = changes().size();
        for (int i = 0; i < 10; i++) {
            rename("kill" + i);
        }
        cell.kill();
        cell.start();
        assertEquals(before + 10, changes().size());
        assertTrue(cell.json("/api/events/verify").path("valid").asBoolean());
    }
}
