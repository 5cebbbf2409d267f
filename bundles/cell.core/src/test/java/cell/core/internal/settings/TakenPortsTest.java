package cell.core.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cell.api.net.Listener;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenPortsTest {
    private static final int OFFSET = 1_000;

    @ParameterizedTest
    @CsvSource({
        "dns_port,       4000, http,      127.0.0.1, 5000, true",
        "dns_port,       4000, http,      127.0.0.1, 4000, false",
        "dns_port,       4000, ntp,       127.0.0.1, 5000, true",
        "dns_port,       4000, dns,       127.0.0.1, 5000, false",
        "wireguard_port, 4000, http,      127.0.0.1, 5000, false",
        "wireguard_port, 4000, dhcp,      10.0.0.1,  4000, true",
        "wireguard_port, 4000, dhcp,      10.0.0.1,  5000, false",
        "wireguard_port, 4000, dns,       127.0.0.1, 5000, true",
        "wireguard_port, 4000, wireguard, 127.0.0.1, 5000, false"})
    void aPortIsTakenByWhoUsesTheSameTransportAtTheSamePlace(
            String key, String port, String protocol, String address, int open, boolean taken) {
        var before = Map.of(
                Key.CELL_NAME, "home", Key.DOMAIN, "home.arpa", Key.IP_RANGE, "10.0.0.0/24",
                Key.WIREGUARD_PORT, "51820", Key.DNS_PORT, "53", Key.DHCP_RANGE, "10.0.0.100-10.0.0.200");
        var next = new EnumMap<Key, String>(before);
        next.put(Key.of(key).orElseThrow(), port);
        var errors = new TakenPorts(List.of(new Listener(protocol, address, open, false)), OFFSET)
                .check(Rules.check(before), Rules.check(next));
        assertEquals(taken ? List.of(key) : List.of(), errors.stream().map(error -> error.field()).toList());
    }
}
