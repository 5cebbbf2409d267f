package cell.core.internal.device;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The body of every failure, as the API has it. */
record ErrorBody(String error, Instant at) {
    /** The name that the device listeners have as a service. */
    static final String SERVICE = "device";

    byte[] json() {
        var timestamp = at.truncatedTo(ChronoUnit.SECONDS).toString();
        var text = "{\"error\":" + quoted(error) + ",\"timestamp\":" + quoted(timestamp) + ",\"service\":" + quoted(SERVICE) + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A string of RFC 8259, section 7. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                quoted.append('\\').append((char) unit);
            } else if (unit < ' ' || Character.isSurrogate((char) unit)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", unit));
            } else {
                quoted.append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }
}
