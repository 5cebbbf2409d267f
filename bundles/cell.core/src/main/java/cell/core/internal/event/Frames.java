package cell.core.internal.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Server-sent events as the HTML standard writes them. Entries have no {@code event:} line, so that a browser's {@code onmessage} gets
 * them all; what the stream says of itself is a {@code gap} or an {@code end}.
 */
final class Frames {
    static final byte[] HEARTBEAT = bytes(": heartbeat\n\n");

    private static final int RETRY_MILLIS = 2_000;

    private Frames() {}

    /** What a stream begins with: after how long a client should come again when it is cut. */
    static byte[] hello() {
        return bytes("retry: " + RETRY_MILLIS + "\n\n");
    }

    static byte[] entries(List<Entry> entries) {
        var text = new StringBuilder();
        entries.forEach(entry -> text.append("id: ").append(entry.number()).append("\ndata: ").append(entry.json()).append("\n\n"));
        return bytes(text.toString());
    }

    /** Entries {@code from} to {@code to} cannot be had any more. */
    static byte[] gap(long from, long to) {
        return bytes("event: gap\ndata: {\"from\":" + from + ",\"to\":" + to + "}\n\n");
    }

    /** The last thing on a stream. */
    static byte[] end(String reason) {
        return bytes("event: end\ndata: {\"reason\":\"" + reason + "\"}\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
