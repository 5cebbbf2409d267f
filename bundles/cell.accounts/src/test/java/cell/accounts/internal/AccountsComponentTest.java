package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.fixture.CountingArgon2;
import cell.accounts.internal.fixture.FakeService;
import cell.accounts.internal.fixture.TestCell;
import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.StateStore;
import cell.testing.RecordedEvents;
import cell.testing.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsComponentTest {
    @TempDir
    Path folder;

    @Test
    void whatIsUnfinishedIsFinishedWhenTheServiceComes() throws Exception {
        var broken = new FakeService("email");
        broken.failCommit(new IllegalStateException("killed here"));
        var first = component(new SqliteStore(folder));
        first.addContributor(broken);
        first.enroll("email", "alice", SECRET, Map.of());
        first.close();

        var second = component(new SqliteStore(folder));
        try {
            var committed = new CountDownLatch(1);
            var back = new FakeService("email") {
                @Override
                public void commit(AccountChange change) {
                    super.commit(change);
                    committed.countDown();
                }
            };
            second.addContributor(back);
            assertTrue(committed.await(20, TimeUnit.SECONDS));
            assertTrue(back.active().containsKey("alice"));
        } finally {
            second.close();
        }
    }

    @Test
    void itsThreadEndsWithIt() {
        var component = component(new SqliteStore(folder));
        assertTrue(threadRuns());
        component.close();
        var deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (threadRuns() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertEquals(false, threadRuns());
        component.addContributor(new FakeService("email"));
    }

    @Test
    void aStartThatFailsHalfwayClosesTheDatabase() {
        var closed = new AtomicBoolean();
        StateStore broken = (service, migrations) -> new UnreadableDatabase(closed);

        assertThrows(CellException.class, () -> component(broken));
        assertTrue(closed.get());
    }

    private static AccountsComponent component(StateStore store) {
        return new AccountsComponent(
                store, new RecordedEvents(), Clock.systemUTC(), TestCell.hasher(new CountingArgon2()));
    }

    private static boolean threadRuns() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("cell-accounts-recovery"));
    }

    private record UnreadableDatabase(AtomicBoolean closed) implements Database {
        @Override
        public <T> T read(Work<T> work) {
            throw CellException.unavailable("the disk is gone");
        }

        @Override
        public <T> T write(Work<T> work) {
            throw CellException.unavailable("the disk is gone");
        }

        @Override
        public DataSource dataSource() {
            throw CellException.unavailable("the disk is gone");
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
