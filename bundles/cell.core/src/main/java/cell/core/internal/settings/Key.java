package cell.core.internal.settings;

import cell.api.settings.CellConfig;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The contract's six keys, in its order. */
enum Key {
    CELL_NAME(CellConfig::cellName),
    DOMAIN(config -> config.domain().text()),
    IP_RANGE(config -> config.ipRange().toString()),
    WIREGUARD_PORT(CellConfig::wireguardPort),
    DNS_PORT(CellConfig::dnsPort),
    DHCP_RANGE(config -> config.dhcpRange().toString());

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Function<CellConfig, Object> value;

    Key(Function<CellConfig, Object> value) {
        this.value = value;
    }

    static Optional<Key> of(String word) {
        return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
    }

    /** All values as a file has them. */
    static Map<Key, String> texts(CellConfig config) {
        var texts = new EnumMap<Key, String>(Key.class);
        for (var key : values()) {
            texts.put(key, key.text(config));
        }
        return texts;
    }

    /** The key in files and in the API. */
    String word() {
        return word;
    }

    boolean isPort() {
        return this == WIREGUARD_PORT || this == DNS_PORT;
    }

    /** The value as the API has it: an Integer for a port, else a String. */
    Object value(CellConfig config) {
        return value.apply(config);
    }

    String text(CellConfig config) {
        return value(config).toString();
    }
}
