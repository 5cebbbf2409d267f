package cell.accounts.internal.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Attributes of a change as JSON. A contributor gets them as they come back from the journal also the first time, so that it never
 * sees other types after a kill: texts, booleans, Long, Double, lists and maps.
 */
final class Attributes {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    /**
     * Writes them down.
     *
     * @throws IllegalArgumentException for a password, which must not stand in the journal, or for a value that is no JSON
     */
    String write(Map<String, Object> attributes) {
        for (var name : attributes.keySet()) {
            if (name.toLowerCase(Locale.ROOT).contains("password")) {
                throw new IllegalArgumentException("attributes must not have a password: they are written to the journal");
            }
        }
        requireJson(attributes);
        try {
            return mapper.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("attributes that are no JSON", e);
        }
    }

    Map<String, Object> read(String json) {
        try {
            return mapper.readValue(json, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal of changes has attributes that are no JSON", e);
        }
    }

    private static void requireJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(Attributes::requireJson);
        } else if (value instanceof List<?> list) {
            list.forEach(Attributes::requireJson);
        } else if (!(value instanceof String || value instanceof Boolean || value instanceof Number)) {
            throw new IllegalArgumentException("an attribute is a text, boolean, number, list or map");
        }
    }
}
