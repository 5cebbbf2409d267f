package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.net.Ipv4Range;
import cell.api.settings.CellConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What may stand in the six keys, alone and together. What depends on what else runs in the cell is looked at by {@link TakenPorts}.
 */
final class Rules {
    private static final int LONGEST_NAME = 63;
    private static final int HIGHEST_PORT = 65_535;

    /** Private use (RFC 1918) and shared address space (RFC 6598): a cell on any other addresses would cut off a part of the internet. */
    private static final List<Ipv4Network> PRIVATE = List.of(
            Ipv4Network.parse("10.0.0.0/8"),
            Ipv4Network.parse("172.16.0.0/12"),
            Ipv4Network.parse("192.168.0.0/16"),
            Ipv4Network.parse("100.64.0.0/10"));

    private Rules() {}

    /**
     * Reads all keys.
     *
     * @throws CellException INVALID, naming each refused key
     */
    static CellConfig check(Map<Key, String> texts) {
        var reading = new Reading(texts);
        var name = reading.read(Key.CELL_NAME, Rules::name);
        var domain = reading.read(Key.DOMAIN, DomainName::parse);
        var network = reading.read(Key.IP_RANGE, Rules::network);
        var wireguard = reading.read(Key.WIREGUARD_PORT, Rules::port);
        var dns = reading.read(Key.DNS_PORT, Rules::port);
        var dhcp = reading.read(Key.DHCP_RANGE, Ipv4Range::parse);
        if (network != null && dhcp != null) {
            boolean inside = network.isHost(dhcp.first()) && network.isHost(dhcp.last());
            reading.require(Key.DHCP_RANGE, inside, dhcp + " does not lie among the hosts of " + network);
            reading.require(Key.DHCP_RANGE, !inside || !dhcp.contains(network.first()), "holds the cell's own address " + network.first());
        }
        if (wireguard != null && wireguard.equals(dns)) {
            reading.require(Key.WIREGUARD_PORT, false, wireguard + " is the dns_port, which takes UDP too");
            reading.require(Key.DNS_PORT, false, dns + " is the wireguard_port, which takes UDP too");
        }
        reading.requireGood();
        return new CellConfig(name, domain, network, wireguard, dns, dhcp);
    }

    /** A DHCP range at the same place in another network; the same text when one of the three cannot be read. */
    static String moved(String range, String from, String to) {
        try {
            var old = Ipv4Range.parse(range);
            var before = network(from);
            var base = network(to).base();
            return new Ipv4Range(base.plus(before.offsetOf(old.first())), base.plus(before.offsetOf(old.last()))).toString();
        } catch (IllegalArgumentException e) {
            return range;
        }
    }

    private static String name(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_NAME) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST_NAME + " characters");
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("must not begin or end with a blank");
        }
        if (text.codePoints().anyMatch(Rules::isUnprintable)) {
            throw new IllegalArgumentException("must not hold control characters");
        }
        return text;
    }

    private static boolean isUnprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static Ipv4Network network(String text) {
        var network = Ipv4Network.parse(text);
        if (PRIVATE.stream().noneMatch(block -> block.contains(network.base()) && block.prefix() <= network.prefix())) {
            throw new IllegalArgumentException("must be private: inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10");
        }
        return network;
    }

    private static Integer port(String text) {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new IllegalArgumentException("must be a port from 1 to " + HIGHEST_PORT);
        }
        return Integer.valueOf(text);
    }

    /** One pass over the keys that gathers what is wrong. */
    private static final class Reading {
        private final Map<Key, String> texts;
        private final List<FieldError> errors = new ArrayList<>();

        Reading(Map<Key, String> texts) {
            this.texts = texts;
        }

        /** The value, or null after the key was refused. */
        <T> T read(Key key, Function<String, T> parser) {
            var text = texts.get(key);
            if (text == null) {
                require(key, false, "is missing");
                return null;
            }
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                require(key, false, e.getMessage());
                return null;
            }
        }

        void require(Key key, boolean good, String message) {
            if (!good) {
                errors.add(new FieldError(key.word(), message));
            }
        }

        void requireGood() {
            if (!errors.isEmpty()) {
                throw CellException.invalid(errors);
            }
        }
    }
}
