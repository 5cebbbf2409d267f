package cell.accounts.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.store.AccountsSchema;
import cell.accounts.internal.store.KnownClientTable;
import cell.accounts.internal.store.LockOutTable;
import cell.api.state.Database;
import cell.api.state.Sql;
import cell.testing.SqliteStore;
import cell.testing.TurningClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    private static final String HOME = "192.0.2.10";

    @TempDir
    Path folder;

    private final TurningClock clock = new TurningClock();
    private Database database;
    private Guard guard;

    @BeforeEach
    void open() {
        database = new SqliteStore(folder).open(AccountsSchema.SERVICE, AccountsSchema.MIGRATIONS);
        guard = new Guard(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aClientThatTriesManyNamesIsHeldOffForAllOfThem() {
        IntStream.range(0, 20).forEach(i -> guard.failed("p" + i, "203.0.113.1"));

        assertEquals(Optional.of(Duration.ofSeconds(1)), guard.heldOff("alice", "203.0.113.1"));
        assertEquals(Optional.empty(), guard.heldOff("alice", HOME));
    }

    @Test
    void somebodyWhoLogsInThereIsNotHeldOffWithTheOthersBehindTheSameAddress() {
        guard.succeeded("alice", HOME);
        IntStream.range(0, 40).forEach(i -> guard.failed("p" + i, HOME));

        assertEquals(Optional.empty(), guard.heldOff("alice", HOME));
        assertTrue(guard.heldOff("bob", HOME).isPresent());
    }

    @Test
    void oneGoodAccountDoesNotBuyFreeGuessesAtOthers() {
        for (int i = 0; i < 20; i++) {
            guard.failed("p" + i, HOME);
            guard.succeeded("mallory", HOME);
        }
        assertTrue(guard.heldOff("alice", HOME).isPresent());
    }

    @Test
    void aClientIsForgottenAfterThirtyDays() {
        guard.succeeded("alice", HOME);
        clock.turn(KnownClientTable.LIFETIME.minusMinutes(1));
        lockOut("alice");
        assertEquals(Optional.empty(), guard.heldOff("alice", HOME));

        clock.turn(Duration.ofMinutes(2));
        lockOut("alice");
        assertTrue(guard.heldOff("alice", HOME).isPresent());
    }

    @Test
    void thirtyTwoClientsOfAPersonAreKept() {
        for (int i = 0; i < 40; i++) {
            guard.succeeded("alice", "192.0.2." + i);
            clock.turn(Duration.ofSeconds(1));
        }
        assertEquals(KnownClientTable.MOST, rows("known_clients"));
        lockOut("alice");
        assertTrue(guard.heldOff("alice", "192.0.2.0").isPresent());
        assertEquals(Optional.empty(), guard.heldOff("alice", "192.0.2.39"));
    }

    @Test
    void theLockOutDoublesUpToAnHourAndIsForgottenAfterAQuietDay() {
        lockOut("alice");
        assertEquals(Optional.of(Duration.ofMinutes(1)), guard.heldOff("alice", HOME));
        for (int minutes : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            assertEquals(Optional.of(Duration.ofMinutes(minutes)), guard.failed("alice", "203.0.113.250"));
        }
        clock.turn(Duration.ofHours(25));
        assertEquals(Optional.empty(), guard.failed("alice", "203.0.113.250"));
    }

    @Test
    void namesThatAnAttackerMakesUpFillNeitherTheDiskNorTheNextStart() {
        database.write(connection -> {
            var sql = new Sql(connection);
            for (int i = 0; i < LockOutTable.MOST + 200; i++) {
                sql.update(
                        "INSERT INTO lock_outs (username, failures, failed_at, held_until) VALUES (?, 50, ?, ?)",
                        "p" + i,
                        clock.millis(),
                        0);
            }
            return null;
        });
        clock.turn(Duration.ofSeconds(1));
        lockOut("alice");

        assertEquals(LockOutTable.MOST, rows("lock_outs"));
        assertTrue(new Guard(database, clock).lockedUntil("alice").isPresent());
    }

    private void lockOut(String username) {
        IntStream.range(0, 50).forEach(i -> guard.failed(username, "203.0.113." + i));
    }

    private int rows(String table) {
        return database.read(connection -> new Sql(connection).count("SELECT COUNT(*) FROM " + table));
    }
}
