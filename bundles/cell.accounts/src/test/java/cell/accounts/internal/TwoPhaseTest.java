package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.HOME;
import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.fixture.FakeService;
import cell.api.error.CellException;
import cell.api.health.ServiceStatus.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoPhaseTest extends DomainTest {
    @Test
    void whatAServiceRefusesIsUndoneAndToldInItsWords() {
        email.failPrepare(CellException.invalid("quota", "is too large"));

        var refused = assertThrows(CellException.class, () -> accounts.enroll("email", "alice", SECRET, Map.of()));

        assertEquals("quota", refused.details().get(0).field());
        assertEquals(List.of("prepare ADD alice", "undo ADD alice"), email.calls());
        assertTrue(accounts.find("alice").isEmpty());
        assertEquals(0, rows("changes"));
        assertEquals(List.of(), events.said());
    }

    @Test
    void aServiceThatBreaksInPrepareIsInternalAndShowsNoPassword() {
        email.failPrepare(new IllegalStateException("boom"));

        var failed = assertThrows(CellException.class, () -> accounts.enroll("email", "alice", SECRET, Map.of()));

        assertEquals(CellException.Kind.INTERNAL, failed.kind());
        for (Throwable t = failed; t != null; t = t.getCause()) {
            assertFalse(String.valueOf(t.getMessage()).contains(SECRET));
        }
        assertTrue(email.prepared().isEmpty());
    }

    @Test
    void anUndoThatFailsIsTriedAgainAndKeepsOthersOffMeanwhile() {
        email.failPrepare(new IllegalStateException("boom"));
        email.failUndo(new IllegalStateException("boom again"));
        assertThrows(CellException.class, () -> accounts.enroll("email", "alice", SECRET, Map.of()));
        email.failPrepare(null);

        var held = assertThrows(CellException.class, () -> accounts.enroll("email", "alice", SECRET, Map.of()));
        assertEquals(CellException.Kind.UNAVAILABLE, held.kind());
        assertEquals(Level.DEGRADED, accounts.status().level());
        assertTrue(accounts.status().reason().orElseThrow().contains("email"));

        email.failUndo(null);
        accounts.round();
        assertEquals(Level.ONLINE, accounts.status().level());
        assertTrue(accounts.enroll("email", "alice", SECRET, Map.of()).services().contains("email"));
    }

    @Test
    void aCommitThatFailsIsTriedAgainAndTheChangeStands() {
        email.failCommit(new IllegalStateException("boom"));

        accounts.enroll("email", "alice", SECRET, Map.of("domain", "cell.local"));
        assertTrue(accounts.authenticate("email", "alice", SECRET, HOME).ok());
        assertEquals(Level.DEGRADED, accounts.status().level());
        assertEquals(List.of(), events.said());

        email.failCommit(null);
        accounts.round();
        assertEquals(Map.of("domain", "cell.local"), email.active().get("alice"));
        assertEquals(2, events.said().size());
        assertEquals(0, rows("changes"));
    }

    @Test
    void aChangeLeftByAKillWaitsForItsServiceToCome() {
        email.failCommit(new IllegalStateException("killed here"));
        addAlice();
        email.failCommit(null);

        var restarted = domain();
        restarted.round();
        assertEquals(1, rows("changes"), "nobody answers yet");

        restarted.addService(email);
        restarted.round();
        assertEquals(0, rows("changes"));
        assertTrue(email.active().containsKey("alice"));
    }

    @Test
    void theServiceThatCameLastAnswersWhileOneReplacesTheOther() {
        var replacement = new FakeService("email");
        accounts.addService(replacement);
        accounts.removeService(email);

        addAlice();

        assertTrue(replacement.active().containsKey("alice"));
        assertTrue(email.calls().isEmpty());
    }

    @Test
    void aChangeOfOneServiceDoesNotHoldUpAnother() {
        email.failCommit(new IllegalStateException("boom"));
        addAlice();

        assertTrue(accounts.enroll("files", "alice", SECRET, Map.of()).services().contains("files"));
    }

    @Test
    void noPasswordAndNoHashStandsInTheJournalOfChanges() {
        email.failCommit(new IllegalStateException("boom"));
        addAlice();

        var texts = database.read(connection -> {
            var row = connection.createStatement().executeQuery("SELECT c.*, p.* FROM changes c JOIN change_parts p ON p.change_id = c.id");
            var text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(row.getString(i)).append(' ');
            }
            return text.toString();
        });
        assertFalse(texts.contains(SECRET) || texts.contains("argon2"), texts);
    }
}
