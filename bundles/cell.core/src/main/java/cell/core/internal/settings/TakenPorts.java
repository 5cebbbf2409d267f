package cell.core.internal.settings;

import cell.api.error.FieldError;
import cell.api.net.Listener;
import cell.api.settings.CellConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which ports others of this cell listen on. A port is in the way only on the same transport: DNS takes UDP and TCP, the VPN takes UDP.
 * In the host's network the port offset is added; at the cell's own address, in the namespace of its own, it is not.
 */
final class TakenPorts {
    private static final Set<String> UDP_ONLY = Set.of("dhcp", "ntp", "wireguard");
    private static final String DNS = "dns";

    private final List<Listener> open;
    private final int portOffset;

    TakenPorts(List<Listener> open, int portOffset) {
        this.open = List.copyOf(open);
        this.portOffset = portOffset;
    }

    /** Looks at the ports that would change. */
    List<FieldError> check(CellConfig before, CellConfig next) {
        var errors = new ArrayList<FieldError>();
        for (var key : List.of(Key.WIREGUARD_PORT, Key.DNS_PORT)) {
            if (!key.value(before).equals(key.value(next))) {
                var own = key == Key.DNS_PORT ? DNS : "wireguard";
                int port = (Integer) key.value(next);
                open.stream()
                        .filter(other -> !other.protocol().equals(own) && sharesTransport(own, other.protocol()))
                        .filter(other -> other.port() == (other.address().equals(before.ipRange().first().toString()) ? port : port + portOffset))
                        .findFirst()
                        .ifPresent(other -> errors.add(new FieldError(key.word(), port + " is taken by " + other.protocol() + " at " + other.address())));
            }
        }
        return errors;
    }

    private static boolean sharesTransport(String one, String other) {
        return takesUdp(one) && takesUdp(other) || takesTcp(one) && takesTcp(other);
    }

    private static boolean takesUdp(String protocol) {
        return protocol.equals(DNS) || UDP_ONLY.contains(protocol);
    }

    private static boolean takesTcp(String protocol) {
        return !UDP_ONLY.contains(protocol);
    }
}
