package cell.core.internal.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something to be written into the journal.
 *
 * @param topic made by {@link cell.api.event.Topics#of}, or like it
 * @param data JSON on one line, keys in order, of at most 16 KiB
 */
record News(String topic, String data) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final int LONGEST_DATA = 16 * 1024;
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

    News {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException("not a topic: " + topic);
        }
    }

    /** Data that is too long is left out, and its length told. */
    static News of(String topic, Map<String, ?> data) {
        var json = json(PlainValues.of(data));
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return new News(topic, length <= LONGEST_DATA ? json : json(Map.of("left_out_bytes", length)));
    }

    private static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("data of an event must be plain values", e);
        }
    }
}
