package cell.core.internal.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is different now.
 *
 * @param before what was in force until now
 * @param next what is in force
 * @param further keys of services that were changed along; their values may be secret and are not told
 * @param source who changed it: {@code api} or {@code file}
 */
record SettingsNews(Accepted before, Accepted next, Collection<String> further, String source) {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsNews.class);

    void tell(Surroundings surroundings) {
        var values = values();
        if (!values.isEmpty()) {
            surroundings.tellListeners(listener -> listener.changed(before.config(), next.config()));
        }
        var keys = new ArrayList<>(values.keySet());
        keys.addAll(further);
        if (!keys.isEmpty()) {
            LOG.info("Settings changed ({}): {}", source, String.join(", ", keys));
            surroundings.publish("CHANGED", Map.of("keys", List.copyOf(keys), "values", values, "source", source));
        }
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        for (var key : Key.values()) {
            if (!key.value(before.config()).equals(key.value(next.config()))) {
                values.put(key.word(), key.value(next.config()));
            }
        }
        if (!before.formerDomains().equals(next.formerDomains())) {
            values.put(SettingsRequest.FORMER_DOMAINS, next.formerDomains().stream().map(Object::toString).toList());
        }
        return values;
    }
}
