package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cell.tests.RawHttp.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks the administration's port with bytes of the test's own, and wants the contract's error body back each time. */
class BoundaryTest {
    private static final String READS_JSON = "PUT /api/config";
    private static final String CONSOLE = "/system/console/bundles";
    private static final int MIB = 1 << 20;

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(home.resolve("config.d"));
        Files.writeString(home.resolve("config.d/cell.rest.local.cfg"), """
                request_header_max_seconds=2
                body_grace_seconds=2
                idle_max_seconds=4
                """);
        cell = CellProcess.start(home);
        CellProcess.await("nothing more is expected to come", Duration.ofSeconds(60), () -> cell.get("/nobody").statusCode() == 404);
    }

    @AfterAll
    static void stop() {
        if (cell != null) {
            cell.close();
        }
    }

    private static String head(String line, String... headers) {
        var all = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost:").append(cell.port()).append("\r\n");
        for (var header : headers) {
            all.append(header).append("\r\n");
        }
        return all.append("\r\n").toString();
    }

    private static Answer ask(String bytes) throws IOException {
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            return http.send(bytes.replace("{port}", Integer.toString(cell.port()))).answer();
        }
    }

    private static Answer refused(int status, String bytes) throws IOException {
        return refused(status, ask(bytes));
    }

    private static Answer refused(int status, Answer answer) throws IOException {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/json", answer.headers().get("content-type"));
        var body = new ObjectMapper().readTree(answer.body());
        assertFalse(body.path("error").asText().isEmpty(), answer.body());
        assertTrue(body.path("timestamp").asText().endsWith("Z"), answer.body());
        assertFalse(body.path("service").asText().isEmpty(), answer.body());
        assertEquals(answer.headers().get("x-request-id"), body.path("request_id").asText());
        assertFalse(Pattern.compile("Exception|\\.java|org\\.|/tmp|Jetty", Pattern.CASE_INSENSITIVE).matcher(answer.body()).find(), answer.body());
        assertEquals("nosniff", answer.headers().get("x-content-type-options"));
        assertNull(answer.headers().get("access-control-allow-origin"));
        assertNull(answer.headers().get("server"));
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void answersOnBothLoopbackAddresses(String address) throws IOException {
        try (var http = new RawHttp(address, cell.port())) {
            var answer = http.send(head("GET /api/health")).answer();
            assertEquals(200, answer.status());
            assertEquals("no-store", answer.headers().get("cache-control"));
            assertEquals("same-origin", answer.headers().get("cross-origin-resource-policy"));
            assertTrue(answer.headers().get("content-security-policy").contains("frame-ancestors 'none'"));
            assertNull(answer.headers().get("server"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/system/console", "/nobody/knows", "/", "/api"})
    void refusesEveryPathUnderAnotherName(String path) throws IOException {
        for (var host : List.of("evil.example:{port}", "localhost", "localhost:1", "127.0.0.2:{port}", "localhost.evil.example:{port}")) {
            for (var method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PROPFIND")) {
                var answer = ask(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertEquals(403, answer.status(), method + " " + host);
            }
        }
        refused(403, "GET " + path + " HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /api/health HTTP/1.1\r\n\r\n",
        "GET /api/health HTTP/1.0\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nHost: localhost:{port}\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: \r\n\r\n",
        "GET http://localhost:{port}/api/health HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET api/health HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost : localhost:{port}\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nX: a\r\n b\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nX: a\u0000b\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nX: a\rb\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\rX-Other: b\r\n\r\n",
        "GET /api/health HTTP/1.1\r\nHost: localhost:{port}\r\nno colon\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "GET /api/health?x=%zz HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    })
    void refusesMalformedRequests(String bytes) throws IOException {
        refused(400, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6", "Content-Length: +5", "Content-Length: -5", "Content-Length: 0x5", "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Transfer-Encoding: \u000bchunked", "Content-Length: 5\r\nTransfer-Encoding:\r\n chunked"
    })
    void refusesFramingThatTwoReadersCouldUnderstandDifferently(String headers) throws IOException {
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            var hidden = "0\r\n\r\nGET /api/health HTTP/1.1\r\nHost: localhost:" + cell.port() + "\r\n\r\n";
            var answer = http.send(head("POST /api/health", "Content-Type: application/json", headers) + hidden).answer();
            assertTrue(answer.status() == 400 || answer.status() == 501, answer.status() + " " + answer.body());
            refused(answer.status(), answer);
            assertTrue(http.isClosed(), "what came after was read as another request");
        }
    }

    @Test
    void looksAtEachOfTheRequestsThatComeAtOnce() throws IOException {
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            http.send(head("GET /api/health") + head("GET /api/health") + "GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n" + head("GET /api/health"));
            assertEquals(200, http.answer().status());
            assertEquals(200, http.answer().status());
            refused(403, http.answer());
            assertTrue(http.isClosed(), "what came after a refused request was read");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Origin: null", "GET, Origin: http://evil.example", "POST, Origin: null", "POST, Origin: http://evil.example", "PUT, Origin: https://localhost",
        "GET, Sec-Fetch-Site: cross-site", "POST, Sec-Fetch-Site: cross-site", "GET, Sec-Fetch-Site: same-site", "OPTIONS, Origin: http://evil.example"
    })
    void refusesPagesOfOthersEverywhere(String method, String header) throws IOException {
        for (var path : List.of("/api/health", "/system/console", CONSOLE, "/nobody/knows")) {
            refused(403, head(method + " " + path, header));
        }
    }

    @Test
    void letsItsOwnPagesThroughAndBelievesNoForwardedHeader() throws IOException {
        assertEquals(200, ask(head("GET /api/health", "Origin: http://localhost:{port}", "Sec-Fetch-Site: same-origin")).status());
        assertEquals(200, ask(head("GET /api/health", "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9;host=evil.example")).status());
        refused(403, "GET /api/health HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost:{port}\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n");
        refused(405, head("POST /api/health", "X-HTTP-Method-Override: GET", "Content-Length: 0"));
        refused(405, head("POST /api/health?_method=GET", "Content-Length: 0"));
        refused(405, head("TRACE /api/health"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/../api/health", "/api/%2e%2e/api/health", "/api/.%2E/health", "/api//health", "//api/health", "/api/health;x=1", "/api;x/health", "/api%2fhealth",
        "/api%5chealth", "/api\\health", "/api/health%00", "/api/%c0%ae%c0%ae/health", "/api/health%0d%0a", "/system/console/..;/bundles", "/api/health%"
    })
    void refusesPathTricks(String path) throws IOException {
        refused(400, head("GET " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nobody/100%25.txt", "/nobody/a%3Bb.txt", "/nobody/%252e%252e/x", "/nobody/...", "/nobody/%F0%9F%8F%A0"})
    void letsEveryLegalFileNameThrough(String path) throws IOException {
        refused(404, head("GET " + path));
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
        refused(431, head("GET /api/health", "X-Long: " + "x".repeat(20_000)));
        refused(414, head("GET /" + "x".repeat(20_000)));
        refused(505, "GET /api/health HTTP/3.0\r\nHost: localhost:{port}\r\n\r\n");
    }

    @Test
    void refusesBadChunksWithTheConnection() throws IOException {
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            http.send(head(READS_JSON, "Content-Type: application/json", "Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n");
            assertNotEquals(200, http.answer().status());
            assertTrue(http.isClosed());
        }
    }

    @Test
    void refusesAHundredMegabytesOfJsonWithoutKeepingThem() throws IOException {
        refused(413, head(READS_JSON, "Content-Type: application/json", "Content-Length: " + 100 * MIB));
        long before = residentKib();
        var chunk = ("10000\r\n" + "[".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 4; round++) {
            try (var http = new RawHttp("127.0.0.1", cell.port())) {
                http.send(head(READS_JSON, "Content-Type: text/json", "Transfer-Encoding: chunked"));
                for (int sent = 0; sent < 100 * MIB && http.trySend(chunk); sent += 1 << 16) {
                    assertTrue(cell.isAlive());
                }
            }
        }
        assertTrue(residentKib() - before < 40_000, "it grew by " + (residentKib() - before) + " KiB");
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    /** Only a service that reads JSON can be sent a body too slow or too deep. */
    private static void assumeJsonIsRead() throws IOException {
        assumeTrue(ask(head(READS_JSON, "Content-Type: application/json", "Content-Length: 1") + "[").status() == 400, "nothing here reads JSON");
    }

    private static long residentKib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + cell.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    @Test
    void refusesAHundredThousandNestedArraysPlainly() throws IOException {
        assumeJsonIsRead();
        for (var text : List.of("[".repeat(100_000), "{\"cell_name\":".repeat(20_000), "{\"cell_name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")) {
            refused(400, head(READS_JSON, "Content-Type: application/json", "Content-Length: " + text.length()) + text);
        }
        refused(413, head(READS_JSON, "Content-Type: application/json", "Transfer-Encoding: chunked")
                + "ffff\r\n\"" + "x".repeat(0xfffe) + "\r\n"
                + ("ffff\r\n" + "x".repeat(0xffff) + "\r\n").repeat(17) + "0\r\n\r\n");
    }

    @Test
    void endsConnectionsWhoseHeadersTrickle() throws IOException {
        var slow = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 50; i++) {
                slow.add(new RawHttp("127.0.0.1", cell.port()).send("GET /api/health HTTP/1.1\r\n"));
            }
            CellProcess.await("the slow ones were ended", Duration.ofSeconds(10), () -> {
                boolean all = true;
                for (var http : slow) {
                    all &= !http.trySend("X".getBytes(StandardCharsets.US_ASCII));
                }
                return all;
            });
            assertEquals(200, cell.get("/api/health").statusCode());
        } finally {
            for (var http : slow) {
                http.close();
            }
        }
    }

    @Test
    void saysSoToOneWhoseHeadersDoNotEnd() throws IOException {
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            refused(408, http.send("GET /api/health HTTP/1.1\r\nX-Slow:").answer());
            assertTrue(http.isClosed());
        }
    }

    @Test
    void endsARequestWhoseBodyTrickles() throws Exception {
        assumeJsonIsRead();
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            http.send(head(READS_JSON, "Content-Type: application/json", "Content-Length: 1000") + "{");
            CellProcess.await("the trickle was cut", Duration.ofSeconds(15), () -> !http.trySend(" ".getBytes(StandardCharsets.US_ASCII)));
        }
        try (var http = new RawHttp("127.0.0.1", cell.port())) {
            refused(408, http.send(head(READS_JSON, "Content-Type: application/json", "Content-Length: 1000") + "{").answer());
        }
    }

    @Test
    void answersAThousandConnectionsAtOnce() throws IOException {
        var all = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 1_000; i++) {
                all.add(new RawHttp("127.0.0.1", cell.port()));
            }
            for (var http : all) {
                http.send(head("GET /api/health"));
            }
            for (var http : all) {
                int status = http.answer().status();
                assertTrue(status == 200 || status == 429, "status " + status);
            }
        } finally {
            for (var http : all) {
                http.close();
            }
        }
    }

    @Test
    void keepsTheRateThatIsSetAndFollowsItsFile() throws Exception {
        var file = home.resolve("config.d/cell.rest.local.cfg");
        var usual = Files.readString(file);
        try {
            replace(file, usual + "requests_per_second_max=5\n");
            CellProcess.await("there are too many requests", Duration.ofSeconds(10), () -> {
                var answer = ask(head("GET /api/health"));
                return answer.status() == 429 && "1".equals(refused(429, answer).headers().get("retry-after"));
            });
        } finally {
            replace(file, usual);
        }
        CellProcess.await("all are let through again", Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 20; i++) {
                if (ask(head("GET /api/health")).status() != 200) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void replace(Path file, String text) throws IOException {
        Files.move(Files.writeString(home.resolve("next.cfg"), text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void letsOnlyThePasswordIntoTheConsole() throws IOException {
        var matcher = Pattern.compile("user (\\S+), password (\\S+)").matcher(cell.printed());
        assertTrue(matcher.find(), cell.printed());
        assertEquals(401, console(matcher.group(1), "wrong").statusCode());
        var answer = console(matcher.group(1), matcher.group(2));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors"));
        var basic = Base64.getEncoder().encodeToString((matcher.group(1) + ":" + matcher.group(2)).getBytes(StandardCharsets.UTF_8));
        refused(403, head("POST " + CONSOLE + "?action=refreshPackages", "Authorization: Basic " + basic, "Origin: http://evil.example", "Content-Length: 0"));
    }

    private static HttpResponse<String> console(String user, String password) {
        var basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return cell.send(HttpRequest.newBuilder(cell.uri(CONSOLE)).header("Authorization", "Basic " + basic).build());
    }
}
