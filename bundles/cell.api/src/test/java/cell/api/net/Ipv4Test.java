package cell.api.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "127.0.0.1", "192.168.255.254", "255.255.255.255"})
    void anAddressReadsAsItIsWritten(String text) {
        assertEquals(text, Ipv4.parse(text).toString());
        assertEquals(text, Ipv4.parse(text).toInetAddress().getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0", "10.0.0.0.1", "10.0.0.256", "010.0.0.1", "10.0.0.1 ", "1e1.0.0.1", "::1", "10.0.0.-1", "٣.0.0.1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ipv4.parse(text));
    }

    @Test
    void addressesSortByNumberAlsoInTheUpperHalf() {
        var sorted = List.of("200.0.0.1", "9.0.0.1", "10.0.0.1").stream().map(Ipv4::parse).sorted().map(Ipv4::toString).toList();
        assertEquals(List.of("9.0.0.1", "10.0.0.1", "200.0.0.1"), sorted);
    }

    @Test
    void aNetworkKnowsItsHosts() {
        var network = Ipv4Network.parse("10.0.0.0/24");
        assertEquals("10.0.0.1", network.first().toString());
        assertEquals("10.0.0.255", network.broadcast().toString());
        assertTrue(network.isHost(Ipv4.parse("10.0.0.254")));
        assertFalse(network.isHost(Ipv4.parse("10.0.0.0")));
        assertFalse(network.isHost(Ipv4.parse("10.0.0.255")));
        assertFalse(network.contains(Ipv4.parse("10.0.1.0")));
        assertEquals(100, network.offsetOf(Ipv4.parse("10.0.0.100")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/", "10.0.0.0/31", "10.0.0.0/7", "10.0.0.1/24", "10.0.0.0/024", "10.0.0.0/-1", "10.0.0.0/24/24"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ipv4Network.parse(text));
    }

    @Test
    void hostBitsAreToldWithTheNetworkThatWasMeant() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Ipv4Network.parse("192.168.1.7/24"));
        assertTrue(failure.getMessage().contains("192.168.1.0/24"), failure.getMessage());
    }

    @Test
    void aRangeHoldsBothItsEnds() {
        var range = Ipv4Range.parse("10.0.0.100-10.0.0.200");
        assertTrue(range.contains(Ipv4.parse("10.0.0.100")));
        assertTrue(range.contains(Ipv4.parse("10.0.0.200")));
        assertFalse(range.contains(Ipv4.parse("10.0.0.201")));
        assertEquals("10.0.0.100-10.0.0.200", range.toString());
        assertThrows(IllegalArgumentException.class, () -> Ipv4Range.parse("10.0.0.200-10.0.0.100"));
        assertThrows(IllegalArgumentException.class, () -> Ipv4Range.parse("10.0.0.100"));
    }
}
