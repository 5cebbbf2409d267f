package cell.core.internal.settings;

import cell.api.error.FieldError;
import cell.api.net.DomainName;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client wants changed, sorted by who answers for it.
 *
 * @param own the contract's keys, as texts
 * @param others all further ones, as JSON gave them
 */
record SettingsRequest(Map<Key, String> own, Map<String, Object> others) {
    static final String FORMER_DOMAINS = "former_domains";

    /**
     * Reads the members of a JSON object. What a GET said of the former domains may be sent back.
     *
     * @param errors gets what is of the wrong type
     */
    static SettingsRequest of(Map<String, Object> json, Accepted accepted, List<FieldError> errors) {
        var own = new EnumMap<Key, String>(Key.class);
        var others = new LinkedHashMap<String, Object>();
        json.forEach((word, value) -> {
            var key = Key.of(word);
            if (key.isPresent()) {
                if (key.get().isPort() ? value instanceof Integer : value instanceof String) {
                    own.put(key.get(), value.toString());
                } else {
                    errors.add(new FieldError(word, key.get().isPort() ? "must be a whole number from 1 to 65535" : "must be a text"));
                }
            } else if (!word.equals(FORMER_DOMAINS)) {
                others.put(word, value);
            } else if (!accepted.formerDomains().stream().map(DomainName::text).toList().equals(value)) {
                errors.add(new FieldError(word, "is not set: a domain becomes a former one by itself, and DELETE /config/former-domains/{domain} ends it"));
            }
        });
        return new SettingsRequest(own, others);
    }

    /** All keys after the change. The DHCP range moves along with the network unless it is sent too. */
    Map<Key, String> onto(Map<Key, String> inForce) {
        var next = new EnumMap<Key, String>(inForce);
        next.putAll(own);
        if (own.containsKey(Key.IP_RANGE) && !own.containsKey(Key.DHCP_RANGE)) {
            next.put(Key.DHCP_RANGE, Rules.moved(inForce.get(Key.DHCP_RANGE), inForce.get(Key.IP_RANGE), own.get(Key.IP_RANGE)));
        }
        return next;
    }
}
