package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of the API whose resources are not there, or come and go. */
class PublicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SOURCE = """
            package x;
            public class Guest extends javax.ws.rs.core.Application {
                @javax.ws.rs.Path("/hello")
                public static class Hello {
                    public Hello(java.util.concurrent.Callable<?> needed) {}
                    @javax.ws.rs.GET
                    @javax.ws.rs.Produces("application/json")
                    public String hello() {
                        return "{}";
                    }
                }
            }
            """;

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        await("nothing more is expected to come", LIMIT, () -> cell.get("/api/bare").statusCode() == 404);
        BundleMaker.named("x.guest").header("Import-Package", "javax.ws.rs,javax.ws.rs.core")
                .source("x.Guest", SOURCE).application("x.Guest", "guest")
                .resource("x.Guest$Hello", "guest", "java.util.concurrent.Callable")
                .dropAs(jar("x.guest"));
        BundleMaker.named("x.bare").header("Import-Package", "javax.ws.rs.core")
                .source("x.Bare", "package x; public class Bare extends javax.ws.rs.core.Application {}").application("x.Bare", "bare")
                .dropAs(jar("x.bare"));
        await("the guest is there", LIMIT, () -> cell.get("/api/guest/hello").statusCode() == 503);
        await("the empty one is there", LIMIT, () -> isFrom("bare", cell.get("/api/bare")));
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    private static Path jar(String name) {
        return cell.deploy().resolve(name + ".jar");
    }

    private static boolean isFrom(String service, HttpResponse<String> answer) {
        return answer.statusCode() == 404 && CellProcess.json(answer).path("service").asText().equals(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/hello", "/hello/services", "/services", "/x?wsdl", "/x?_wadl"})
    void saysWhatAnApplicationWaitsForThatHasNoResourceYet(String path) {
        var answer = cell.get("/api/guest" + path);
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals("guest", CellProcess.json(answer).path("service").asText());
        assertEquals("guest is not ready: its Guest$Hello waits for Callable, which no bundle provides",
                CellProcess.json(answer).path("error").asText());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/hello", "/services"})
    void hasNothingInAnApplicationThatIsToHaveNone(String path) {
        var answer = cell.get("/api/bare" + path);
        assertEquals(404, answer.statusCode(), answer.body());
        assertEquals("bare", CellProcess.json(answer).path("service").asText());
        assertEquals("There is nothing here", CellProcess.json(answer).path("error").asText());
    }

    @Test
    void saysWhichMethodsThereAreToOneThatUsesAnother() {
        var answer = cell.send("DELETE", "/api/config", null);
        assertEquals(405, answer.statusCode(), answer.body());
        assertEquals("This method is not allowed here", CellProcess.json(answer).path("error").asText());
        var allowed = Set.of(answer.headers().firstValue("Allow").orElse("").split(",\\s*"));
        assertTrue(allowed.containsAll(Set.of("GET", "PUT")) && !allowed.contains("DELETE"), allowed.toString());
    }

    @Test
    void answersInJsonWhileItsResourceComesAndGoes() throws Exception {
        var other = new ConcurrentHashMap<String, Boolean>();
        var seen = ConcurrentHashMap.<Integer>newKeySet();
        var over = new AtomicBoolean();
        var client = new Thread(() -> askUntil(over, other, seen));
        client.start();
        try {
            for (int i = 0; i < 5; i++) {
                BundleMaker.named("x.needed").component("x.Needed", "java.util.concurrent.Callable", """
                        package x;
                        public class Needed implements java.util.concurrent.Callable<String> {
                            public String call() {
                                return "";
                            }
                        }
                        """).dropAs(jar("x.needed"));
                await("it answers", LIMIT, () -> cell.get("/api/guest/hello").statusCode() == 200);
                assertEquals(404, cell.get("/api/guest/nothing").statusCode());
                Files.delete(jar("x.needed"));
                await("it is gone", LIMIT, () -> cell.get("/api/guest/hello").statusCode() == 503);
            }
        } finally {
            over.set(true);
            client.join();
        }
        assertEquals(Set.of(), other.keySet());
        assertTrue(seen.containsAll(Set.of(200, 503)) && !seen.contains(404), seen.toString());
    }

    private static void askUntil(AtomicBoolean over, ConcurrentHashMap<String, Boolean> other, Set<Integer> seen) {
        while (!over.get()) {
            var answer = cell.get("/api/guest/hello");
            seen.add(answer.statusCode());
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
                other.put(answer.statusCode() + " " + answer.body(), true);
            }
        }
    }
}
