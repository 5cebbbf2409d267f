package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.OTHER;
import static cell.accounts.internal.fixture.TestCell.SECRET;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.fixture.CountingArgon2;
import cell.accounts.internal.fixture.TestCell;
import cell.accounts.internal.store.AccountsSchema;
import cell.testing.RecordedEvents;
import cell.testing.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** A process that changes a person and stops at a point, there to be killed. Ends by itself when its parent does. */
enum KillScenario {
    NEW_PERSON(Set.of(), Set.of("email")) {
        @Override
        void before(AccountsDomain accounts) {}

        @Override
        void change(AccountsDomain accounts) {
            accounts.enroll("email", "alice", SECRET, Map.of("domain", "cell.local"));
        }
    },
    SECOND_SERVICE(Set.of("email"), Set.of("email", "files")) {
        @Override
        void before(AccountsDomain accounts) {
            accounts.enroll("email", "alice", SECRET, Map.of());
        }

        @Override
        void change(AccountsDomain accounts) {
            accounts.enroll("files", "alice", OTHER, Map.of());
        }
    },
    PERSON_LEAVES(Set.of("email", "files"), Set.of()) {
        @Override
        void before(AccountsDomain accounts) {
            accounts.enroll("email", "alice", SECRET, Map.of());
            accounts.enroll("files", "alice", OTHER, Map.of());
        }

        @Override
        void change(AccountsDomain accounts) {
            accounts.remove("alice");
        }
    };

    /** What the person has before the change. */
    final Set<String> before;

    /** What the person has after it. */
    final Set<String> after;

    KillScenario(Set<String> before, Set<String> after) {
        this.before = before;
        this.after = after;
    }

    abstract void before(AccountsDomain accounts);

    abstract void change(AccountsDomain accounts);

    /**
     * The process.
     *
     * @param arguments folder, scenario, point
     */
    public static void main(String[] arguments) {
        var parent = new Thread(KillScenario::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        var folder = Path.of(arguments[0]);
        var scenario = valueOf(arguments[1]);
        var stop = new StopPoint(Integer.parseInt(arguments[2]));
        var database = new StoppingDatabase(
                new SqliteStore(folder).open(AccountsSchema.SERVICE, AccountsSchema.MIGRATIONS), stop);
        var hasher = TestCell.hasher(new CountingArgon2());
        var accounts = new AccountsDomain(database, Clock.systemUTC(), hasher, new AccountEvents(new RecordedEvents()));
        accounts.addService(new FileService(folder, "email", stop));
        accounts.addService(new FileService(folder, "files", stop));
        scenario.before(accounts);
        stop.arm();
        scenario.change(accounts);
        System.out.println(StopPoint.DONE);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: the end of the stream is the end of the parent.
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(2);
        }
        Runtime.getRuntime().halt(1);
    }
}
