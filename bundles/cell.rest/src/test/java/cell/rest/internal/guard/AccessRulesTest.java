package cell.rest.internal.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 40_000);

    private final AccessRules rules = new AccessRules(3000);

    private static HttpFields.Mutable host(String host) {
        return HttpFields.build().add("Host", host);
    }

    private int refusal(InetSocketAddress peer, HttpFields headers) {
        return assertThrows(Refusal.class, () -> rules.check(peer, "GET", "/api/health", headers)).getCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"})
    void knowsItsOwnNames(String host) {
        assertDoesNotThrow(() -> rules.check(HERE, "GET", "/api/health", host(host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "localhost:80", "localhost:3001", "evil.example:3000", "localhost.evil.example:3000", "localhost:3000.evil.example", "127.0.0.2:3000",
        "127.1:3000", "0.0.0.0:3000", "[::]:3000", "[::ffff:127.0.0.1]:3000", "user@localhost:3000", "localhost.:3000", "localhost:03000", ""
    })
    void refusesOtherNames(String host) {
        assertEquals(403, refusal(HERE, host(host)));
    }

    @Test
    void wantsExactlyOneHost() {
        assertEquals(400, refusal(HERE, HttpFields.build()));
        assertEquals(400, refusal(HERE, host("localhost:3000").add("Host", "localhost:3000")));
    }

    @Test
    void knowsNoPortOnTheStandardOne() {
        assertDoesNotThrow(() -> new AccessRules(80).check(HERE, "GET", "/", host("localhost")));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, null", "Origin, http://evil.example", "Origin, http://localhost:3001", "Origin, https://localhost:3000", "Origin, http://127.0.0.1:3000",
        "Origin, 'http://localhost:3000, http://evil.example'", "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Sec-Fetch-Site, nonsense",
        "Sec-Fetch-Site, 'none, cross-site'"
    })
    void refusesPagesOfOthers(String header, String value) {
        assertEquals(403, refusal(HERE, host("localhost:3000").add(header, value)));
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://localhost:3000", "Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "X-Forwarded-For, 10.0.0.1"})
    void letsItsOwnPagesThrough(String header, String value) {
        assertDoesNotThrow(() -> rules.check(HERE, "POST", "/system/console", host("localhost:3000").add(header, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.1.20", "0.0.0.0", "::ffff:10.0.0.1", "fe80::1", "2001:db8::1"})
    void refusesPeersElsewhere(String address) {
        assertEquals(403, refusal(new InetSocketAddress(address, 40_000), host("localhost:3000").add("X-Forwarded-For", "127.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "TRACK"})
    void refusesMethodsThatNobodyNeeds(String method) {
        assertEquals(405, assertThrows(Refusal.class, () -> rules.check(HERE, method, "/", host("localhost:3000"))).getCode());
    }
}
