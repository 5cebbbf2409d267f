package cell.core.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.core.internal.Await;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;

class JournalTest {
    private static final String TOPIC = "cell/dns/record/ADDED";
    // printf '%064d\n1\n1767225600000\ncell/dns/record/ADDED\n{"a":"x","b":2}\n' 0 | sha256sum
    private static final String HASH_OF_THE_EXAMPLE = "2890d38d983ed4566c1aeff3fc6a32a0ff85a1f3f9da8800110b401cea855c26";
    private static final JournalSettings SETTINGS =
            new JournalSettings(1_000, Duration.ofDays(1), 10, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @TempDir
    private Path folder;

    private FakeStore store;
    private JournalComponent journal;

    @BeforeEach
    void open() {
        store = new FakeStore(folder);
        journal = journalAt(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private JournalComponent journalAt(Instant now) {
        return new JournalComponent(store, SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    private void appendFive() {
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, journal.append(TOPIC, Map.of("name", "host" + i)));
        }
    }

    @Test
    void anUntouchedChainIsWholeAlsoAfterARestart() {
        appendFive();
        journal.close();
        journal = journalAt(Instant.parse("2026-01-02T00:00:00Z"));
        assertEquals(6, journal.append(TOPIC, Map.of()));
        var check = journal.verify(null);
        assertTrue(check.fault().isEmpty());
        assertEquals(6, check.entries());
    }

    @Test
    void theHashIsThatOfTheDocumentedText() {
        journal.append(TOPIC, Map.of("b", 2, "a", "x"));
        var entry = journal.after(0, Filter.ALL, 10).entries().get(0);
        assertEquals("{\"a\":\"x\",\"b\":2}", entry.data());
        assertEquals(HASH_OF_THE_EXAMPLE, entry.hash());
    }

    @Test
    void aChangedEntryIsFound() throws SQLException {
        appendFive();
        sql("UPDATE entry SET data = '{\"name\":\"other\"}' WHERE number = 3");
        assertEquals(3, journal.verify(null).fault().orElseThrow().number());
        assertTrue(journal.problem().orElseThrow().reason().contains("number 3"));
    }

    @Test
    void anEntryThatWasTakenOutIsFound() throws SQLException {
        appendFive();
        sql("DELETE FROM entry WHERE number = 3");
        assertEquals(4, journal.verify(null).fault().orElseThrow().number());
    }

    @Test
    void aTailThatWasCutOffIsFound() throws SQLException {
        appendFive();
        sql("DELETE FROM entry WHERE number = 5");
        assertEquals(5, journal.verify(null).fault().orElseThrow().number());
    }

    @Test
    void aJournalThatWasWrittenAnewIsFoundByWhoNotedItsHead() throws SQLException {
        appendFive();
        var noted = journal.head();
        sql("DELETE FROM entry WHERE number > 1");
        sql("UPDATE mark SET number = 1, hash = (SELECT hash FROM entry) WHERE name = 'head'");
        assertTrue(journal.verify(null).fault().isEmpty());
        journal.append(TOPIC, Map.of());
        assertEquals(5, journal.verify(noted).fault().orElseThrow().number());
    }

    @Test
    void theOldestAreDroppedAndTheChainIsAnchoredWhereTheyEnded() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            journal.append(TOPIC, Map.of());
        }
        Await.until("the oldest are gone", () -> journal.verify(null).anchor().number() > 0);
        var check = journal.verify(null);
        assertTrue(check.fault().isEmpty());
        assertEquals(2_000, check.head().number());
        var page = journal.after(0, Filter.ALL, 1);
        assertEquals(page.anchor().number() + 1, page.entries().get(0).number());
    }

    @Test
    void whatEventAdminBringsIsWrittenWithPlainValues() throws Exception {
        journal.handleEvent(new Event(TOPIC, Map.of("when", Instant.EPOCH, "ports", new int[] {1, 2})));
        Await.until("it is there", () -> journal.head().number() == 1);
        assertEquals("{\"ports\":[1,2],\"when\":\"1970-01-01T00:00:00Z\"}", journal.after(0, Filter.ALL, 1).entries().get(0).data());
    }

    @Test
    void aFullDiskIsSaidAndEventsWaitForIt() throws Exception {
        store.setFull(true);
        assertThrows(CellException.class, () -> journal.append(TOPIC, Map.of()));
        assertFalse(journal.problem().orElseThrow().broken());
        journal.appendSoon(TOPIC, Map.of());
        store.setFull(false);
        Await.until("it is there", () -> journal.head().number() == 1);
        Await.until("all is well", () -> journal.problem().isEmpty());
    }

    @Test
    void aFilterLeavesOutOthersAndTellsWhereToGoOn() {
        journal.append(TOPIC, Map.of());
        journal.append("cell/dnsx/record/ADDED", Map.of());
        var page = journal.after(0, Filter.of("dns", null), 10);
        assertEquals(1, page.entries().size());
        assertEquals(2, page.next());
        assertEquals(2, journal.last(Filter.of(null, "cell/dns*"), 10).entries().size());
        assertThrows(CellException.class, () -> Filter.of("dns", "cell/dhcp/lease"));
        assertThrows(CellException.class, () -> Filter.of(null, "cell/*/x"));
    }

    @Test
    void aFullQueueCountsWhatItLost() throws Exception {
        var queue = new NewsQueue(2);
        assertTrue(queue.offer(News.of(TOPIC, Map.of())));
        assertTrue(queue.offer(News.of(TOPIC, Map.of())));
        assertFalse(queue.offer(News.of(TOPIC, Map.of())));
        assertEquals(1, queue.takeLost());
        assertEquals(2, queue.take(10).size());
        assertEquals(0, queue.takeLost());
    }
}
