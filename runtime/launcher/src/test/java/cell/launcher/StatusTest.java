package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void peopleReadALineAService() {
        answer("/api/health", 200, "{\"status\":\"degraded\",\"reasons\":[{\"service\":\"email\",\"reason\":\"no space\"}]}");
        answer("/api/services/status", 200, """
                {"dns":{"status":"online","running":true,"listeners":[
                   {"protocol":"udp","address":"127.0.0.1","port":5353,"tls":false},{"protocol":"tcp","address":"::1","port":853,"tls":true}]},
                 "email":{"status":"offline","reason":"no space"}, "timestamp":"2026-01-01T00:00:00Z"}""");
        assertTrue(print(false));
        assertEquals("""
                The cell runs as process 42 and is degraded.
                  API        http://localhost:%1$d/api
                  Console    http://localhost:%1$d/system/console
                  dns        online; udp on 127.0.0.1:5353, tcp on [::1]:853 (TLS)
                  email      offline; no space
                  Not well: email: no space
                """.formatted(port()), printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void programsReadOneObject() {
        answer("/api/health", 503, "{\"error\":\"starting\"}");
        answer("/api/services/status", 404, "<html>");
        assertFalse(print(true));
        assertEquals("{\"running\":true,\"pid\":42,\"port\":" + port() + ",\"health\":{\"error\":\"starting\"},\"services\":null}\n",
                printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aCellThatSaysNothingIsToldSo() {
        int port = port();
        server.stop(0);
        assertFalse(new Status("42", port, new PrintStream(printed)).print(new HttpProbe(port), false));
        assertTrue(printed.toString(StandardCharsets.UTF_8).startsWith("The cell runs as process 42 and does not answer."));
    }

    private boolean print(boolean json) {
        return new Status("42", port(), new PrintStream(printed, true, StandardCharsets.UTF_8)).print(new HttpProbe(port()), json);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
