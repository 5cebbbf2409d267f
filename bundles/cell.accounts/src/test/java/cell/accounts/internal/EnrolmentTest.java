package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.HOME;
import static cell.accounts.internal.fixture.TestCell.OTHER;
import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.account.Person;
import cell.api.error.CellException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnrolmentTest extends DomainTest {
    @Test
    void theFirstServiceMakesThePerson() {
        var person = accounts.enroll("email", "Alice", SECRET, Map.of("quota_bytes", 10));

        assertEquals(new Person("alice", Set.of("email"), clock.instant()), person);
        assertEquals(List.of(person), accounts.withService("email"));
        assertEquals(person, accounts.find("ALICE").orElseThrow());
        assertEquals(Map.of("quota_bytes", 10L), email.active().get("alice"));
        assertEquals(1, accounts.status().details().get("people_count"));
        assertEquals(
                List.of("cell/accounts/person/ADDED {username=alice}", "cell/accounts/membership/ADDED {service=email, username=alice}"),
                events.said());
    }

    @Test
    void aSecondServiceIsAddedToThePerson() {
        addAlice();
        var person = accounts.enroll("files", "alice", SECRET, Map.of());

        assertEquals(Set.of("email", "files"), person.services());
        assertEquals(1, accounts.directory().all().size());
        assertTrue(accounts.authenticate("files", "alice", SECRET, HOME).ok());
    }

    @Test
    void anotherPasswordInASecondServiceIsForThatServiceAlone() {
        addAlice();
        accounts.enroll("files", "alice", OTHER, Map.of());

        assertTrue(accounts.authenticate("files", "alice", OTHER, HOME).ok());
        assertTrue(accounts.authenticate("files", "alice", SECRET, HOME).ok());
        assertFalse(accounts.authenticate("email", "alice", OTHER, HOME).ok());
    }

    @Test
    void theSameServiceTwiceIsAConflict() {
        addAlice();

        assertKind(CellException.Kind.CONFLICT, () -> accounts.enroll("email", "alice", OTHER, Map.of()));
    }

    @Test
    void aServiceThatNobodyAnswersForIsUnavailableAndChangesNothing() {
        assertKind(CellException.Kind.UNAVAILABLE, () -> accounts.enroll("calendar", "alice", SECRET, Map.of()));

        assertTrue(accounts.directory().all().isEmpty());
        assertEquals(0, rows("changes"));
    }

    @Test
    void aBadNameOrPasswordIsRefusedByItsField() {
        for (var name : List.of("", ".alice", "al ice", "älice", "../etc", "a".repeat(65), "alice\n", "\u212Aate")) {
            var refused = assertThrows(CellException.class, () -> accounts.enroll("email", name, SECRET, Map.of()), name);
            assertEquals("username", refused.details().get(0).field());
        }
        var refused = assertThrows(CellException.class, () -> accounts.enroll("email", "alice", "short", Map.of()));
        assertEquals("password", refused.details().get(0).field());
        assertFalse(refused.getMessage().contains("'short'"));
    }

    @Test
    void aPasswordAmongTheAttributesIsRefusedBeforeItIsWrittenDown() {
        assertThrows(
                IllegalArgumentException.class, () -> accounts.enroll("email", "alice", SECRET, Map.of("Password", SECRET)));

        assertEquals(0, rows("changes"));
    }

    @Test
    void theLastServiceTakesThePersonAlong() {
        addAlice();
        accounts.enroll("files", "alice", OTHER, Map.of());
        accounts.appPasswords().create("alice", "phone", Set.of("email"));

        accounts.withdraw("email", "alice");
        assertEquals(Set.of("files"), accounts.find("alice").orElseThrow().services());
        assertEquals(0, rows("app_passwords"), "its only service is gone");

        accounts.withdraw("files", "alice");
        assertTrue(accounts.find("alice").isEmpty());
        for (var table : List.of("people", "memberships", "app_password_services", "changes", "change_parts", "known_clients")) {
            assertEquals(0, rows(table), table);
        }
        assertTrue(email.active().isEmpty() && files.active().isEmpty());
        assertEquals("cell/accounts/person/REMOVED {username=alice}", events.said().get(events.said().size() - 1));
    }

    @Test
    void whatAPersonDoesNotHaveCannotBeTaken() {
        addAlice();

        assertKind(CellException.Kind.NOT_FOUND, () -> accounts.withdraw("files", "alice"));
        assertKind(CellException.Kind.NOT_FOUND, () -> accounts.withdraw("email", "bob"));
        assertKind(CellException.Kind.NOT_FOUND, () -> accounts.remove("bob"));
    }

    @Test
    void removingAPersonNeedsAllServicesAndTakesAllOrNothing() {
        addAlice();
        accounts.enroll("files", "alice", SECRET, Map.of());
        accounts.removeService(files);

        assertKind(CellException.Kind.UNAVAILABLE, () -> accounts.remove("alice"));
        assertTrue(email.active().containsKey("alice"));

        accounts.addService(files);
        files.failPrepare(CellException.conflict("files are open"));
        assertKind(CellException.Kind.CONFLICT, () -> accounts.remove("alice"));
        assertTrue(email.active().containsKey("alice") && files.active().containsKey("alice"));
        assertTrue(email.prepared().isEmpty());

        files.failPrepare(null);
        accounts.remove("alice");
        assertTrue(email.active().isEmpty() && files.active().isEmpty());
    }

    @Test
    void aHundredEnrolmentsOfOneNameAtOnceMakeOnePerson() throws Exception {
        var made = race(100, i -> accounts.enroll("email", "alice", SECRET, Map.of()));

        assertEquals(1, made);
        assertEquals(1, rows("people"));
        assertEquals(1, email.calls().stream().filter("commit ADD alice"::equals).count());
    }

    @Test
    void enrolmentsInTwoServicesAtOnceMeetInOnePerson() throws Exception {
        var made = race(40, i -> accounts.enroll(i % 2 == 0 ? "email" : "files", "p" + i / 2, SECRET, Map.of()));

        assertEquals(40, made);
        assertEquals(20, rows("people"));
        assertTrue(accounts.directory().all().stream().allMatch(person -> person.services().size() == 2));
    }

    /** Runs them all at once, and tells how many were not refused as a conflict. */
    private static int race(int count, IntFunction<Person> work) throws Exception {
        var threads = Executors.newFixedThreadPool(count);
        try {
            var all = threads.invokeAll(IntStream.range(0, count)
                    .<Callable<Integer>>mapToObj(i -> () -> succeeds(() -> work.apply(i)))
                    .toList());
            int made = 0;
            for (var one : all) {
                made += one.get();
            }
            return made;
        } finally {
            threads.shutdownNow();
        }
    }

    private static int succeeds(Runnable work) {
        try {
            work.run();
            return 1;
        } catch (CellException e) {
            assertEquals(CellException.Kind.CONFLICT, e.kind());
            return 0;
        }
    }

    private static void assertKind(CellException.Kind kind, Runnable work) {
        assertEquals(kind, assertThrows(CellException.class, work::run).kind());
    }
}
