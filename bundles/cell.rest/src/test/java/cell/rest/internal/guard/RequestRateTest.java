package cell.rest.internal.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = Long.MAX_VALUE - SECOND / 2;

    @Test
    void letsOneSecondsRequestsThroughAtOnceAndNoMore() {
        var rate = new RequestRate(NOW);
        assertEquals(10, IntStream.range(0, 100).filter(i -> rate.admit(NOW, 10)).count());
    }

    @Test
    void letsOneThroughForEachThatHasHadItsTimeAlsoWhenTheClockWrapsAround() {
        var rate = new RequestRate(NOW);
        IntStream.range(0, 10).forEach(i -> rate.admit(NOW, 10));
        assertFalse(rate.admit(NOW + SECOND / 20, 10));
        assertTrue(rate.admit(NOW + SECOND / 10, 10));
        assertFalse(rate.admit(NOW + SECOND / 10, 10));
        assertEquals(10, IntStream.range(0, 100).filter(i -> rate.admit(NOW + 3 * SECOND, 10)).count());
    }
}
