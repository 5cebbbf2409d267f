package cell.accounts.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.testing.TurningClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
    private final TurningClock clock = new TurningClock();

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "5,1", "6,2", "7,4", "12,128", "13,256", "14,300", "100,300", "2000000000,300"})
    void theDelayDoublesUpToItsLimit(int failures, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), BackOffRule.PAIR.delay(failures));
    }

    @Test
    void whatIsHeldOffComesFreeByTimeAndIsForgottenLater() {
        var backOff = new BackOff(BackOffRule.PAIR, clock);
        IntStream.range(0, 6).forEach(i -> backOff.failed("alice"));

        assertEquals(Optional.of(Duration.ofSeconds(2)), backOff.heldOff("alice"));
        clock.turn(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), backOff.heldOff("alice"));
        assertEquals(7, backOff.failed("alice").count());
        clock.turn(Duration.ofHours(1).plusSeconds(1));
        assertEquals(1, backOff.failed("alice").count());
    }

    @Test
    void aClockThatIsSetBackNeverHoldsOffLongerThanTheLimit() {
        var backOff = new BackOff(BackOffRule.PAIR, clock);
        IntStream.range(0, 6).forEach(i -> backOff.failed("alice"));
        clock.turn(Duration.ofDays(-365));
        assertEquals(Optional.of(BackOffRule.PAIR.most()), backOff.heldOff("alice"));
    }

    @Test
    void itsMemoryIsBounded() {
        var backOff = new BackOff(BackOffRule.NAME, clock);
        IntStream.range(0, BackOff.MOST + 500).forEach(i -> backOff.failed("p" + i));
        assertEquals(BackOff.MOST, backOff.size());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "::ffff:192.0.2.1,192.0.2.1",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::1,2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0,fe80:0:0:0:0:0:0:0/64",
        "not:an:address,not:an:address",
        "localhost,localhost"
    })
    void anIpv6NetworkIsOneClient(String address, String key) {
        assertEquals(key, ClientAddress.key(address));
    }

    @Test
    void anEndlessAddressIsCut() {
        assertTrue(ClientAddress.key("x".repeat(10_000)).length() <= 64);
    }
}
