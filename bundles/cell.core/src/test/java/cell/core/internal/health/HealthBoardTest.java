package cell.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import cell.core.internal.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthBoardTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AskingThreads threads = new AskingThreads();
    private final AtomicInteger changes = new AtomicInteger();
    private final HealthBoard board = new HealthBoard(threads::ask, nanos::get, changes::incrementAndGet);

    @AfterEach
    void close() {
        board.close();
        threads.close();
    }

    private ServiceStatus only() {
        return board.refresh().statuses().get(0);
    }

    @Test
    void aNewContributorIsAskedAtOnce() throws Exception {
        board.add(1, "dns", () -> ServiceStatus.online("dns"));
        Await.until("it has answered", () -> board.refresh().complete());
        assertEquals(Level.ONLINE, only().level());
    }

    @Test
    void oneThatHangsIsShownAsThatAndAskedByOneThreadOnly() throws Exception {
        var asked = new AtomicInteger();
        var hang = new CountDownLatch(1);
        board.add(1, "dns", () -> {
            asked.incrementAndGet();
            awaitQuietly(hang);
            return ServiceStatus.online("dns");
        });
        Await.until("it hangs", () -> asked.get() == 1);
        assertFalse(board.refresh().complete());
        for (int i = 0; i < 10; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            board.ask();
        }
        assertEquals(Level.OFFLINE, only().level());
        assertTrue(only().reason().orElseThrow().contains("has not answered"));
        assertEquals(1, asked.get());
        hang.countDown();
        Await.until("it is well again", () -> only().level() == Level.ONLINE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatThrowsIsShownAsThatWithoutItsMessage() throws Exception {
        board.add(1, "dns", () -> {
            throw new IllegalStateException("/etc/secret");
        });
        Await.until("it has answered", () -> board.refresh().complete());
        assertEquals("dns", only().service());
        assertEquals(Level.OFFLINE, only().level());
        assertFalse(only().reason().orElseThrow().contains("secret"));
    }

    @Test
    void ofTwoWithTheSameNameTheFirstCountsAndThatIsSaid() throws Exception {
        board.add(2, "b", () -> ServiceStatus.offline("dns", "second"));
        board.add(1, "a", () -> ServiceStatus.online("dns"));
        Await.until("both have answered", () -> board.refresh().complete());
        assertEquals(Level.ONLINE, only().level());
        assertEquals(1, board.snapshot().problems().size());
    }

    @Test
    void oneThatLeavesIsForgotten() throws Exception {
        board.add(1, "dns", () -> ServiceStatus.online("dns"));
        Await.until("it has answered", () -> board.refresh().complete());
        board.remove(1);
        assertTrue(board.refresh().statuses().isEmpty());
        assertTrue(changes.get() > 0);
    }
}
