package cell.core.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.net.DeviceHttp;
import cell.core.internal.Await;
import cell.core.internal.device.DeviceSettings.Limits;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceServerTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00.987Z"), ZoneOffset.UTC);

    private final DeviceServer server = new DeviceServer(NOON);
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void open() throws IOException {
        var channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = server.open(channel, Optional.empty(), new Limits(8192, 2, 100)).getLocalPort();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void servesTheLongestPrefixOfWholeSegments() throws Exception {
        serve("/dav", new FakeServlet("dav"));
        serve("/dav/calendars", new FakeServlet("calendars"));

        assertEquals("dav /x http", get("/dav/x").body());
        assertEquals("calendars /anna/home/ http", get("/dav/calendars/anna/home/").body());
        assertEquals("calendars null http", get("/dav/calendars").body());
        assertEquals("dav /calendarsx http", get("/dav/calendarsx").body());
        assertEquals(404, get("/davx").statusCode());
        assertEquals(404, get("/").statusCode());

        serve("/", new FakeServlet("root"));
        assertEquals("root /davx/y http", get("/davx/y").body());
        assertEquals("root / http", get("/").body());
    }

    @Test
    void prefersTheRouteOfTheHost() throws Exception {
        server.serve(RoutePath.of(Optional.of("Files.Home.arpa"), "/"), new FakeServlet("files"));
        serve("/dav", new FakeServlet("dav"));

        assertTrue(raw("GET /dav/x HTTP/1.1\r\nHost: files.home.arpa.:80\r\nConnection: close\r\n\r\n").endsWith("files /dav/x http"));
        assertTrue(raw("GET /dav/x HTTP/1.1\r\nHost: other.home.arpa\r\nConnection: close\r\n\r\n").endsWith("dav /x http"));
        assertTrue(raw("GET /x HTTP/1.1\r\nHost: other.home.arpa\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 404"));
    }

    @Test
    void passesTheMethodsAndFileNamesOfWebdav() throws Exception {
        serve("/files", new FakeServlet((request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(request.getMethod() + request.getPathInfo());
        }));

        var propfind = HttpRequest.newBuilder(uri("/files/a%20b/100%25.txt"))
                .method("PROPFIND", HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals("PROPFIND/a b/100%.txt", client.send(propfind, HttpResponse.BodyHandlers.ofString()).body());
        assertEquals("GET/ü;x+&\\.txt", get("/files/%C3%BC%3Bx+&%5C.txt").body());
    }

    @Test
    void givesTheErrorBodyWithoutAServerHeader() throws Exception {
        var answer = get("/api/status");

        assertEquals(404, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
        assertEquals("{\"error\":\"nothing is here\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"service\":\"device\"}", answer.body());
        assertTrue(answer.headers().firstValue("server").isEmpty());
        assertEquals(404, get("/system/console").statusCode());
    }

    @Test
    void turnsAServletsFailureIntoTheErrorBody() throws Exception {
        serve("/kind", new FakeServlet((request, response) -> {
            throw CellException.unavailable("the disk is full: \"free\" some");
        }));
        serve("/send", new FakeServlet((request, response) -> response.sendError(409, "locked by anna")));
        serve("/throw", new FakeServlet((request, response) -> {
            throw new IllegalStateException("secret /etc/path");
        }));

        assertEquals(503, get("/kind").statusCode());
        assertTrue(get("/kind").body().startsWith("{\"error\":\"the disk is full: \\\"free\\\" some\","), get("/kind").body());
        assertEquals(409, get("/send").statusCode());
        assertTrue(get("/send").body().contains("locked by anna"));
        assertEquals(500, get("/throw").statusCode());
        assertFalse(get("/throw").body().contains("secret"));
        assertTrue(get("/throw").body().contains("its log tells more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /a%2fb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /a//b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /..;/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    })
    void givesTheErrorBodyAlsoForWhatJettyRefuses(String request) throws Exception {
        serve("/", new FakeServlet("root"));
        var answer = raw(request);

        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("\"timestamp\":\"2026-03-01T12:00:00Z\",\"service\":\"device\"}"), answer);
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("\nserver:"), answer);
        assertFalse(answer.contains("<html"), answer);
        assertFalse(answer.contains("jetty"), answer);
    }

    @Test
    void keepsTheHeadersOfARefusal() throws Exception {
        serve("/dav", new FakeServlet((request, response) -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"cell\"");
            response.sendError(401);
        }));

        assertEquals("Basic realm=\"cell\"", get("/dav").headers().firstValue("www-authenticate").orElseThrow());
        assertTrue(get("/dav").body().startsWith("{\"error\":\"Unauthorized\""), get("/dav").body());
        var head = raw("HEAD /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(head.startsWith("HTTP/1.1 404") && head.endsWith("\r\n\r\n"), head);
    }

    @Test
    void refusesLongHeaders() throws Exception {
        var answer = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9000) + "\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
        assertTrue(answer.contains("\"service\":\"device\"}"), answer);
    }

    @Test
    void closesASilentConnection() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void letsFurtherConnectionsWaitAboveTheLimit() throws Exception {
        var channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int narrow = server.open(channel, Optional.empty(), new Limits(8192, 60, 2)).getLocalPort();
        var request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var first = new Socket(InetAddress.getLoopbackAddress(), narrow);
                var second = new Socket(InetAddress.getLoopbackAddress(), narrow)) {
            for (var socket : List.of(first, second)) {
                socket.getOutputStream().write(request);
                assertEquals('H', socket.getInputStream().read());
            }
            try (var third = new Socket(InetAddress.getLoopbackAddress(), narrow)) {
                third.getOutputStream().write(request);
                third.setSoTimeout(200);
                assertThrows(SocketTimeoutException.class, () -> third.getInputStream().read());
                first.getOutputStream().close();
                third.setSoTimeout(10_000);
                assertEquals('H', third.getInputStream().read());
            }
        }
    }

    @Test
    void refusesATakenOrMalformedPath() {
        serve("/dav", new FakeServlet("dav"));

        assertEquals(CellException.Kind.CONFLICT, assertThrows(CellException.class, () -> serve("/dav", new FakeServlet("b"))).kind());
        for (var path : new String[] {"", "dav", "/dav/", "//", "/a/../b", "/.", "/a b", "/a%20b", "/a;b"}) {
            assertThrows(CellException.class, () -> serve(path, new FakeServlet("x")), path);
        }
        assertThrows(CellException.class, () -> server.serve(RoutePath.of(Optional.of("a_b:80"), "/"), new FakeServlet("x")));
        serve("/.well-known/caldav", new FakeServlet("known"));
    }

    @Test
    void aServletThatDoesNotStartLeavesThePathFree() throws Exception {
        var broken = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void init(ServletConfig config) throws ServletException {
                throw new ServletException("no");
            }
        };
        assertEquals(CellException.Kind.UNAVAILABLE, assertThrows(CellException.class, () -> serve("/x", broken)).kind());

        serve("/x", new FakeServlet("good"));
        assertEquals("good / http", get("/x/").body());
    }

    @Test
    void closingLetsWhatRunsEndAndThenDestroysTheServlet() throws Exception {
        var released = new CountDownLatch(1);
        var isFirst = new AtomicBoolean(true);
        var servlet = new FakeServlet((request, response) -> {
            try {
                if (isFirst.getAndSet(false)) {
                    released.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            response.getWriter().print("done");
        });
        var route = serve("/slow", servlet);
        var running = client.sendAsync(HttpRequest.newBuilder(uri("/slow")).build(), HttpResponse.BodyHandlers.ofString());
        Await.until("the request runs", () -> servlet.begun.get() == 1);

        var closing = CompletableFuture.runAsync(route::close, work -> new Thread(work, "test-closing").start());
        Await.until("new requests are not served", () -> get("/slow").statusCode() == 404);
        assertEquals(0, servlet.destroyed.get());
        released.countDown();

        assertEquals("done", running.join().body());
        closing.join();
        assertEquals(1, servlet.destroyed.get());
        route.close();
        assertEquals(1, servlet.destroyed.get());
    }

    @Test
    void routesComeAndGoUnderLoadWithoutAFailureForOthers() throws Exception {
        serve("/stay", new FakeServlet("stay"));
        var stop = new AtomicBoolean();
        var served = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<String>();
        var load = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var thread = new Thread(() -> {
                while (!stop.get()) {
                    try {
                        var answer = get("/stay/x");
                        served.incrementAndGet();
                        if (answer.statusCode() != 200 || !answer.body().equals("stay /x http")) {
                            failures.add(answer.statusCode() + answer.body());
                        }
                    } catch (IOException | InterruptedException e) {
                        failures.add(e.toString());
                    }
                }
            }, "test-load-" + i);
            thread.start();
            load.add(thread);
        }
        for (int i = 0; i < 200; i++) {
            var route = serve("/stay/come" + i % 3, new FakeServlet("come"));
            assertEquals("come / http", get("/stay/come" + i % 3 + "/").body());
            route.close();
        }
        stop.set(true);
        for (var thread : load) {
            thread.join();
        }

        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(served.get() > 200, "only " + served);
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        var servlet = new FakeServlet("x");
        serve("/x", servlet);
        get("/x");

        server.close();

        assertEquals(1, servlet.destroyed.get());
        Await.until("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("cell-device") || thread.getName().startsWith("Scheduler-")
                        || thread.getName().contains("qtp")));
    }

    private DeviceHttp.Route serve(String prefix, HttpServlet servlet) {
        return server.serve(RoutePath.of(Optional.empty(), prefix), servlet);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
