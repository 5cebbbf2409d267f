package cell.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.utils.json.JSONParser;

/** Asks the cell's own API over loopback. A plain socket: the JDK's HTTP client would cost a tenth of the start. */
public final class HttpProbe {
    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 2_000;

    private final int port;

    public HttpProbe(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status code, 0 when nobody answered
     * @param body what came after the headers
     */
    public record Answer(int status, String body) {
        /** The body when it is a JSON object. */
        Optional<Map<String, Object>> object() {
            try {
                return body.stripLeading().startsWith("{") ? Optional.ofNullable(new JSONParser(body).getParsed()) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    /** Sends a request without a body. */
    public Answer send(String method, String path) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            var request = method + " " + path + " HTTP/1.0\r\nHost: localhost:" + port + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int headersEnd = answer.indexOf("\r\n\r\n");
            if (!answer.matches("(?s)HTTP/1\\.[01] \\d{3}.*") || headersEnd < 0) {
                return new Answer(0, "");
            }
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(headersEnd + 4));
        } catch (IOException e) {
            return new Answer(0, "");
        }
    }
}
