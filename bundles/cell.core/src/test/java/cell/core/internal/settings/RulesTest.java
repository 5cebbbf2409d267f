package cell.core.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Map<Key, String> GOOD = Map.of(
            Key.CELL_NAME, "home",
            Key.DOMAIN, "home.arpa",
            Key.IP_RANGE, "10.0.0.0/24",
            Key.WIREGUARD_PORT, "51820",
            Key.DNS_PORT, "53",
            Key.DHCP_RANGE, "10.0.0.100-10.0.0.200");

    private static List<String> refused(Key key, String value) {
        var texts = new EnumMap<Key, String>(GOOD);
        texts.put(key, value);
        var failure = assertThrows(CellException.class, () -> Rules.check(texts));
        assertEquals(CellException.Kind.INVALID, failure.kind());
        return failure.details().stream().map(FieldError::field).toList();
    }

    private static Map<Key, String> accepted(Key key, String value) {
        var texts = new EnumMap<Key, String>(GOOD);
        texts.put(key, value);
        return Key.texts(Rules.check(texts));
    }

    @Test
    void takesGoodValuesAsTheyAre() {
        assertEquals(GOOD, Key.texts(Rules.check(GOOD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0007b", "a\u2028b", " a", "a ", "\ud800",
        "0123456789012345678901234567890123456789012345678901234567890123"})
    void refusesNames(String name) {
        assertEquals(List.of("cell_name"), refused(Key.CELL_NAME, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Zelle am Wörthersee", "🏠 home", "=:#!\\",
        "012345678901234567890123456789012345678901234567890123456789012"})
    void takesNames(String name) {
        assertEquals(name, accepted(Key.CELL_NAME, name).get(Key.CELL_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a.b", "a..b", ".a", "10.0.0.1", "ä.de", "a_b.c"})
    void refusesDomains(String domain) {
        assertEquals(List.of("domain"), refused(Key.DOMAIN, domain));
    }

    @Test
    void writesADomainInLowerCaseWithoutTheFinalDot() {
        assertEquals("my.home", accepted(Key.DOMAIN, "My.Home.").get(Key.DOMAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/31", "10.0.0.0/7", "10.0.0.1/24", "10.0.0/24", "010.0.0.0/24",
        "10.0.0.0/024", "8.8.8.0/24", "127.0.0.0/24", "169.254.0.0/24", "224.0.0.0/24", "172.16.0.0/11", "192.168.0.0/15", "fd00::/64"})
    void refusesNetworks(String network) {
        assertEquals(List.of("ip_range"), refused(Key.IP_RANGE, network));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999999999", "-1", "053", "5 3", "", "0x35", "53.0"})
    void refusesPorts(String port) {
        assertEquals(List.of("dns_port"), refused(Key.DNS_PORT, port));
        assertEquals(List.of("wireguard_port"), refused(Key.WIREGUARD_PORT, port));
    }

    @Test
    void refusesOnePortForBothSinceBothTakeUdp() {
        assertEquals(List.of("wireguard_port", "dns_port"), refused(Key.DNS_PORT, "51820"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.100", "10.0.0.200-10.0.0.100", "10.0.1.100-10.0.1.200", "10.0.0.200-10.0.1.10", "10.0.0.1-10.0.0.9",
        "10.0.0.0-10.0.0.9", "10.0.0.200-10.0.0.255", "a-b"})
    void refusesDhcpRanges(String range) {
        assertEquals(List.of("dhcp_range"), refused(Key.DHCP_RANGE, range));
    }

    @Test
    void namesEachRefusedKey() {
        var failure = assertThrows(CellException.class, () -> Rules.check(Map.of(Key.CELL_NAME, "", Key.DOMAIN, "?")));
        assertEquals(List.of("cell_name", "domain", "ip_range", "wireguard_port", "dns_port", "dhcp_range"),
                failure.details().stream().map(FieldError::field).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.100-10.0.0.200, 10.0.0.0/24, 192.168.1.0/24, 192.168.1.100-192.168.1.200",
        "10.0.1.0-10.0.2.9, 10.0.0.0/16, 172.16.0.0/12, 172.16.1.0-172.16.2.9",
        "10.0.0.100-10.0.0.200, 10.0.0.0/24, 10.9.0.0/26, 10.9.0.100-10.9.0.200",
        "10.0.0.100-10.0.0.200, 10.0.0.0/24, nonsense, 10.0.0.100-10.0.0.200"})
    void movesARangeToTheSamePlace(String range, String from, String to, String moved) {
        assertEquals(moved, Rules.moved(range, from, to));
    }
}
