package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.settings.SettingsContributor;
import cell.api.settings.SettingsContributor.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that services add. A service may only add keys that begin with its name; a key belongs to the first who says it is his. */
final class Contributions {
    private static final Logger LOG = LoggerFactory.getLogger(Contributions.class);

    private final Map<SettingsContributor, Map<String, Object>> keys = new LinkedHashMap<>();

    Contributions(List<SettingsContributor> contributors) {
        var all = new LinkedHashMap<String, Object>();
        for (var contributor : contributors) {
            var own = new LinkedHashMap<String, Object>();
            valuesOf(contributor).forEach((key, value) -> {
                if (isHis(contributor, key) && all.putIfAbsent(key, value) == null) {
                    own.put(key, value);
                } else {
                    LOG.debug("{} may not add the key {} to the configuration", contributor.service(), key);
                }
            });
            keys.put(contributor, own);
        }
    }

    /** All further keys with their values in force. One who throws has none. */
    Map<String, Object> values() {
        var all = new LinkedHashMap<String, Object>();
        keys.values().forEach(all::putAll);
        return all;
    }

    /**
     * Lets each look at what is wanted of it.
     *
     * @param errors gets keys that nobody knows, and what was refused
     * @throws CellException INTERNAL when one fails otherwise
     */
    List<Change> prepare(Map<String, Object> wanted, List<FieldError> errors) {
        var changes = new ArrayList<Change>();
        var unknown = new LinkedHashMap<>(wanted);
        keys.forEach((contributor, own) -> {
            var part = new LinkedHashMap<>(wanted);
            part.keySet().retainAll(own.keySet());
            unknown.keySet().removeAll(own.keySet());
            if (!part.isEmpty()) {
                prepare(contributor, part, changes, errors);
            }
        });
        unknown.keySet().forEach(key -> errors.add(new FieldError(key, "is not known here")));
        return changes;
    }

    private static void prepare(SettingsContributor contributor, Map<String, Object> part, List<Change> changes, List<FieldError> errors) {
        try {
            changes.add(contributor.prepare(part));
        } catch (CellException e) {
            if (e.details().isEmpty()) {
                throw e;
            }
            errors.addAll(e.details());
        } catch (RuntimeException e) {
            throw CellException.internal("The service " + contributor.service() + " failed to look at " + String.join(", ", part.keySet())
                    + "; nothing was changed", e);
        }
    }

    private static Map<String, Object> valuesOf(SettingsContributor contributor) {
        try {
            return contributor.values();
        } catch (RuntimeException e) {
            LOG.debug("The service {} does not say its part of the configuration", contributor.service(), e);
            return Map.of();
        }
    }

    private static boolean isHis(SettingsContributor contributor, String key) {
        return key.startsWith(contributor.service().replace('-', '_') + "_")
                && Key.of(key).isEmpty()
                && !key.equals(SettingsRequest.FORMER_DOMAINS);
    }
}
