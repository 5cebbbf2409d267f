package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.HOME;
import static cell.accounts.internal.fixture.TestCell.OTHER;
import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.fixture.TestCell;
import cell.accounts.internal.password.Argon2Cost;
import cell.accounts.internal.password.PasswordHasher;
import cell.api.account.Verdict;
import cell.api.error.CellException;
import cell.testing.FullDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogInTest extends DomainTest {
    @Test
    void thePasswordOpensThePersonsServicesOnly() {
        addAlice();

        assertEquals(Verdict.accepted("alice"), logIn("email", "Alice", SECRET));
        assertEquals(Verdict.refused(), logIn("email", "alice", OTHER));
        assertEquals(Verdict.refused(), logIn("files", "alice", SECRET));
        assertEquals(Verdict.refused(), logIn("email", "bob", SECRET));
        assertEquals(Verdict.refused(), logIn("email", "no name at all", SECRET));
        assertEquals(Verdict.refused(), logIn("email", "alice", ""));
    }

    @Test
    void aRefusalCostsTheSameForEverybody() {
        addAlice();
        accounts.enroll("files", "alice", OTHER, Map.of());
        accounts.enroll("email", "bob", SECRET, Map.of());

        assertEquals(1, cost("email", "alice"));
        assertEquals(1, cost("email", "nobody"));
        assertEquals(1, cost("email", "not a name"));
        // Somebody has a password for files alone: then everybody is compared twice there.
        assertEquals(2, cost("files", "alice"));
        assertEquals(2, cost("files", "bob"));
        assertEquals(2, cost("files", "nobody"));
    }

    @Test
    void aRightPasswordIsNotComputedAgainUntilSomethingChanges() {
        addAlice();
        logIn("email", "alice", SECRET);
        var before = argon2.calls();

        assertTrue(logIn("email", "alice", SECRET).ok());
        assertEquals(before, argon2.calls());

        accounts.passwords().change("alice", OTHER);
        assertFalse(logIn("email", "alice", SECRET).ok());
        assertTrue(logIn("email", "alice", OTHER).ok());
    }

    @Test
    void whoLosesAServiceIsOutAtOnce() {
        addAlice();
        accounts.enroll("files", "alice", SECRET, Map.of());
        assertTrue(logIn("files", "alice", SECRET).ok());

        accounts.withdraw("files", "alice");

        assertFalse(logIn("files", "alice", SECRET).ok());
        assertTrue(logIn("email", "alice", SECRET).ok());
    }

    @Test
    void anOlderHashIsReplacedAtTheNextLogIn() {
        addAlice();
        accounts.enroll("files", "alice", OTHER, Map.of());
        var dearer = new AccountsDomain(
                database, clock, TestCell.hasher(argon2, new Argon2Cost(16, 2, 1)), new AccountEvents(events));

        assertTrue(dearer.authenticate("email", "alice", SECRET, HOME).ok());
        assertTrue(dearer.authenticate("files", "alice", OTHER, HOME).ok());

        var stored = dearer.directory().stored("alice").orElseThrow();
        assertTrue(stored.hash().contains("m=16,t=2"), stored.hash());
        assertTrue(stored.serviceHash("files").orElseThrow().contains("m=16,t=2"));
        assertTrue(domain().authenticate("email", "alice", SECRET, HOME).ok());
    }

    @Test
    void anAppPasswordOpensItsServicesUntilItIsRevoked() {
        addAlice();
        accounts.enroll("files", "alice", SECRET, Map.of());
        var created = accounts.appPasswords().create("alice", " Phone ", Set.of("email"));
        var secret = created.secret().reveal();

        assertTrue(logIn("email", "alice", secret).ok());
        assertTrue(logIn("email", "alice", secret.replace("-", "")).ok());
        assertFalse(logIn("files", "alice", secret).ok());
        assertFalse(logIn("email", "bob", secret).ok());
        var listed = accounts.appPasswords().list("alice").get(0);
        assertEquals("Phone", listed.label());
        assertEquals(clock.instant(), listed.lastUsedAt().orElseThrow());

        accounts.appPasswords().revoke("alice", created.password().id());
        assertFalse(logIn("email", "alice", secret).ok());
        assertThrows(CellException.class, () -> accounts.appPasswords().revoke("alice", created.password().id()));
        assertFalse(events.said().toString().contains(secret.substring(0, 9)));
    }

    @Test
    void anAppPasswordNeedsALabelAndServicesThatThePersonHas() {
        addAlice();
        assertField("label", () -> accounts.appPasswords().create("alice", " ", Set.of("email")));
        assertField("label", () -> accounts.appPasswords().create("alice", "a\u0000b", Set.of("email")));
        assertField("services", () -> accounts.appPasswords().create("alice", "phone", Set.of()));
        assertField("services", () -> accounts.appPasswords().create("alice", "phone", Set.of("email", "files")));
    }

    @Test
    void aPersonHasSixtyFourAppPasswordsAtMost() {
        addAlice();
        IntStream.range(0, AppPasswords.MOST).forEach(i -> accounts.appPasswords().create("alice", "d" + i, Set.of("email")));
        var full = assertThrows(CellException.class, () -> accounts.appPasswords().create("alice", "one more", Set.of("email")));
        assertEquals(CellException.Kind.CONFLICT, full.kind());
    }

    @Test
    void thePasswordForOneServiceCanBeTakenAway() {
        addAlice();
        accounts.passwords().changeFor("alice", "email", OTHER);
        assertTrue(logIn("email", "alice", OTHER).ok());

        accounts.passwords().removeFor("alice", "email");
        assertFalse(logIn("email", "alice", OTHER).ok());
        assertTrue(logIn("email", "alice", SECRET).ok());
        assertThrows(CellException.class, () -> accounts.passwords().removeFor("alice", "email"));
        assertThrows(CellException.class, () -> accounts.passwords().changeFor("alice", "files", OTHER));
    }

    @Test
    void wrongPasswordsHoldOffThatNameFromThatClient() {
        addAlice();
        fail(5, "alice", HOME);

        assertEquals(Verdict.heldOff(Duration.ofSeconds(1)), logIn("email", "alice", SECRET));
        assertTrue(accounts.authenticate("email", "alice", SECRET, "192.0.2.99").ok());
        clock.turn(Duration.ofSeconds(1));
        assertTrue(logIn("email", "alice", SECRET).ok());
    }

    @Test
    void attackersElsewhereDoNotLockAPersonOutAtHome() {
        addAlice();
        assertTrue(logIn("email", "alice", SECRET).ok());
        var phone = accounts.appPasswords().create("alice", "phone", Set.of("email")).secret().reveal();
        lockOut("alice");
        clock.turn(Duration.ofMinutes(6));
        attack("alice", 1);

        assertTrue(logIn("email", "alice", SECRET).ok(), "from the usual client");
        assertTrue(accounts.authenticate("email", "alice", SECRET, "203.0.113.1").retryAfter().isPresent(), "from elsewhere");
        assertTrue(accounts.authenticate("email", "alice", phone, "203.0.113.1").ok(), "an app password from anywhere");
        assertTrue(events.said().stream().anyMatch(event -> event.startsWith("cell/accounts/person/LOCKED_OUT")));
        assertEquals(1, accounts.status().details().get("locked_out_count"));
    }

    @Test
    void aLockOutSurvivesARestartAndEndsWithANewPassword() {
        addAlice();
        lockOut("alice");

        var restarted = domain();
        assertTrue(restarted.authenticate("email", "alice", SECRET, HOME).retryAfter().isPresent());
        assertTrue(restarted.lockedUntil("alice").isPresent());

        restarted.passwords().change("alice", OTHER);
        assertTrue(restarted.authenticate("email", "alice", OTHER, HOME).ok());
        assertTrue(domain().lockedUntil("alice").isEmpty());
    }

    @Test
    void aNameThatNobodyHasIsLockedOutJustTheSameButSaysNothing() {
        lockOut("nobody");

        assertTrue(logIn("email", "nobody", SECRET).retryAfter().isPresent());
        assertEquals(List.of(), events.said());
    }

    @Test
    void guessesMadeSideBySideAreCountedLikeGuessesInARow() throws Exception {
        addAlice();
        var before = argon2.calls();

        var verdicts = together(60, i -> accounts.authenticate("email", "alice", "wrong guess " + i, HOME));

        assertEquals(5, argon2.calls() - before);
        assertEquals(55, verdicts.stream().filter(verdict -> verdict.retryAfter().isPresent()).count());
    }

    @Test
    void fiftyLogInsAtOnceRunTwoAtATimeAtFullCost() throws Exception {
        var hasher = new PasswordHasher(argon2, Argon2Cost.OWASP, Duration.ofSeconds(120));
        var real = new AccountsDomain(database, clock, hasher, new AccountEvents(events));
        real.addService(email);
        for (int i = 0; i < 10; i++) {
            real.enroll("email", "p" + i, SECRET, Map.of());
        }
        var before = argon2.calls();

        var verdicts = together(50, i -> real.authenticate("email", "p" + i % 10, SECRET, "192.0.2." + i));

        assertTrue(verdicts.stream().allMatch(Verdict::ok));
        assertEquals(PasswordHasher.AT_ONCE, argon2.mostAtOnce());
        assertEquals(10, argon2.calls() - before, "the others find it remembered");
    }

    @Test
    void aFullDiskKeepsNobodyOut() {
        addAlice();
        var phone = accounts.appPasswords().create("alice", "phone", Set.of("email")).secret().reveal();
        var full = new AccountsDomain(
                new FullDisk(database), clock, TestCell.hasher(argon2, new Argon2Cost(16, 1, 1)), new AccountEvents(events));

        assertTrue(full.authenticate("email", "alice", SECRET, HOME).ok());
        assertTrue(full.authenticate("email", "alice", phone, HOME).ok());
        IntStream.range(0, 50).forEach(i -> full.authenticate("email", "alice", "wrong", "203.0.113." + i));
        assertTrue(full.lockedUntil("alice").isPresent());
        var failed = assertThrows(CellException.class, () -> full.passwords().change("alice", OTHER));
        assertEquals(CellException.Kind.UNAVAILABLE, failed.kind());
        assertTrue(full.authenticate("email", "alice", phone, HOME).ok());
    }

    private Verdict logIn(String service, String username, String password) {
        return accounts.authenticate(service, username, password, HOME);
    }

    private int cost(String service, String username) {
        var before = argon2.calls();
        assertFalse(accounts.authenticate(service, username, "wrong password", "198.51.100.7").ok());
        return argon2.calls() - before;
    }

    private void fail(int times, String username, String client) {
        for (int i = 0; i < times; i++) {
            assertEquals(Verdict.refused(), accounts.authenticate("email", username, "wrong password", client));
        }
    }

    /** Fifty wrong passwords from as many clients. */
    private void lockOut(String username) {
        attack(username, 50);
        assertTrue(accounts.lockedUntil(username).isPresent());
    }

    private void attack(String username, int clients) {
        IntStream.range(0, clients).forEach(i -> fail(1, username, "203.0.113." + (i + 100)));
    }

    private static List<Verdict> together(int count, IntFunction<Verdict> work) throws Exception {
        var threads = Executors.newFixedThreadPool(count);
        try {
            var all = threads.invokeAll(IntStream.range(0, count).<Callable<Verdict>>mapToObj(i -> () -> work.apply(i)).toList());
            var verdicts = new ArrayList<Verdict>();
            for (var one : all) {
                verdicts.add(one.get());
            }
            return verdicts;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertField(String field, Runnable work) {
        assertEquals(field, assertThrows(CellException.class, work::run).details().get(0).field());
    }
}
