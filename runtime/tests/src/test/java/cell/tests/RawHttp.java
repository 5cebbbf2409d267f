package cell.tests;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection on which a test says exactly what it wants, right or wrong. */
final class RawHttp implements AutoCloseable {
    private static final int READ_MILLIS = 20_000;

    private final Socket socket = new Socket();

    RawHttp(String address, int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), READ_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
    }

    /**
     * An answer.
     *
     * @param status 0 when the connection closed without one
     * @param headers with names in lower case
     * @param body at most what came
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** Each character is one byte. */
    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends, unless the other side has closed already. */
    boolean trySend(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (SocketException closed) {
            return false;
        }
    }

    Answer answer() throws IOException {
        var in = socket.getInputStream();
        var status = line(in);
        if (status.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        var headers = new TreeMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body(in, headers));
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            var length = headers.get("content-length");
            return new String(length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        }
        var body = new StringBuilder();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line(in);
        }
        line(in);
        return body.toString();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
        } catch (SocketException reset) {
            return line.toString();
        }
        return line.toString();
    }

    /** Whether the other side has closed, or does before the time is over. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
