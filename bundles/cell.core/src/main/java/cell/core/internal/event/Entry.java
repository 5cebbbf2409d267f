package cell.core.internal.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An entry of the journal. Its hash covers the one before, so that none can be changed, taken out or put in without all later hashes
 * being wrong.
 *
 * @param number 1 for the first ever, then one more each
 * @param millis when it was written, in milliseconds since 1970 UTC
 * @param data JSON on one line, keys in order
 * @param hash {@link #hash} of the rest
 */
record Entry(long number, long millis, String topic, String data, String hash) {
    /** What stands for the hash before the first entry. */
    static final String NO_HASH = "0".repeat(64);

    static Entry after(Head head, long millis, String topic, String data) {
        long number = head.number() + 1;
        return new Entry(number, millis, topic, data, hash(head.hash(), number, millis, topic, data));
    }

    /**
     * SHA-256, in lower-case hexadecimal, over the UTF-8 bytes of five lines that each end with a line feed: the hash before, the
     * number, the milliseconds, the topic and the data. None of the five can hold a line feed.
     */
    static String hash(String before, long number, long millis, String topic, String data) {
        var text = before + '\n' + number + '\n' + millis + '\n' + topic + '\n' + data + '\n';
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    boolean follows(Head before) {
        return number == before.number() + 1 && hash.equals(hash(before.hash(), number, millis, topic, data));
    }

    Head head() {
        return new Head(number, hash);
    }

    /** The service of its topic {@code cell/service/noun/FACT}. */
    String service() {
        var parts = topic.split("/", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    /** As the API shows it. */
    String json() {
        return "{\"number\":" + number + ",\"timestamp\":\"" + Instant.ofEpochMilli(millis) + "\",\"topic\":\"" + topic
                + "\",\"service\":\"" + service() + "\",\"data\":" + data + ",\"hash\":\"" + hash + "\"}";
    }
}
