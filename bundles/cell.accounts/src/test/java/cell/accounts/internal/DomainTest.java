package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.SECRET;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.fixture.CountingArgon2;
import cell.accounts.internal.fixture.FakeService;
import cell.accounts.internal.fixture.TestCell;
import cell.accounts.internal.store.AccountsSchema;
import cell.api.state.Database;
import cell.testing.RecordedEvents;
import cell.testing.SqliteStore;
import cell.testing.TurningClock;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole domain on a real database, with two services in memory and a clock that stands. */
abstract class DomainTest {
    @TempDir
    Path folder;

    final TurningClock clock = new TurningClock();
    final CountingArgon2 argon2 = new CountingArgon2();
    final RecordedEvents events = new RecordedEvents();
    final FakeService email = new FakeService("email");
    final FakeService files = new FakeService("files");
    Database database;
    AccountsDomain accounts;

    @BeforeEach
    void open() {
        database = new SqliteStore(folder).open(AccountsSchema.SERVICE, AccountsSchema.MIGRATIONS);
        accounts = domain();
        accounts.addService(email);
        accounts.addService(files);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Another one on the same database, as after a restart, without any service. */
    AccountsDomain domain() {
        return new AccountsDomain(database, clock, TestCell.hasher(argon2), new AccountEvents(events));
    }

    void addAlice() {
        accounts.enroll("email", "alice", SECRET, Map.of());
    }

    int rows(String table) {
        return database.read(connection -> connection
                .createStatement()
                .executeQuery("SELECT COUNT(*) FROM " + table)
                .getInt(1));
    }
}
