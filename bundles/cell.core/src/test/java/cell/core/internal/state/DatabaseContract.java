package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.error.CellException.Kind;
import cell.api.state.Database;
import cell.api.state.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every engine must do. */
@Timeout(120)
interface DatabaseContract {
    String SERVICE = "notes";
    Migration FIRST = Migration.of(
            1,
            "CREATE TABLE notes (id ${identity}, text TEXT NOT NULL UNIQUE, picture ${blob}, weight ${real})",
            "CREATE TABLE tags (note BIGINT NOT NULL REFERENCES notes (id), tag TEXT NOT NULL)");
    Migration SECOND = Migration.of(2, "ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0");

    /** An engine whose databases are all empty at the begin of a test. */
    Engine engine();

    private Databases databases() {
        return new Databases(engine(), Clock.systemUTC());
    }

    private Database open() {
        return databases().open(SERVICE, List.of(FIRST));
    }

    @Test
    default void whatWasWrittenIsThereAfterReopening() {
        var databases = databases();
        try (var database = databases.open(SERVICE, List.of(FIRST))) {
            database.write(add("milk"));
        }
        try (var database = databases.open(SERVICE, List.of(FIRST))) {
            assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void migrationsThatAreDueAreAppliedOnce() {
        var databases = databases();
        databases.open(SERVICE, List.of(FIRST)).close();
        databases.open(SERVICE, List.of(FIRST, SECOND)).close();
        try (var database = databases.open(SERVICE, List.of(FIRST, SECOND))) {
            database.write(add("milk"));
            assertEquals(0L, database.read(query("SELECT pinned FROM notes")));
            assertEquals(2L, database.read(query("SELECT COUNT(*) FROM schema_migrations")));
        }
    }

    @Test
    default void aMigrationThatFailsLeavesTheSchemaAsItWas() {
        var databases = databases();
        databases.open(SERVICE, List.of(FIRST)).close();
        var broken = Migration.of(2, "CREATE TABLE extra (id ${identity})", "CREATE TABLE notes (id ${identity})");
        assertThrows(CellException.class, () -> databases.open(SERVICE, List.of(FIRST, broken)));
        try (var database = databases.open(SERVICE, List.of(FIRST, Migration.of(2, "CREATE TABLE extra (id ${identity})")))) {
            assertEquals(0L, database.read(query("SELECT COUNT(*) FROM extra")));
        }
    }

    @Test
    default void aNewerSchemaIsRefused() {
        var databases = databases();
        databases.open(SERVICE, List.of(FIRST, SECOND)).close();
        var refusal = assertThrows(CellException.class, () -> databases.open(SERVICE, List.of(FIRST)));
        assertEquals(Kind.UNAVAILABLE, refusal.kind());
        databases.open(SERVICE, List.of(FIRST, SECOND)).close();
    }

    @Test
    default void aGapInTheMigrationsIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> databases().open(SERVICE, List.of(SECOND)));
    }

    @Test
    default void aDatabaseIsOpenOnce() {
        var databases = databases();
        try (var database = databases.open(SERVICE, List.of(FIRST))) {
            assertEquals(Kind.CONFLICT, assertThrows(CellException.class, () -> databases.open(SERVICE, List.of(FIRST))).kind());
            database.write(add("milk"));
        }
        databases.open(SERVICE, List.of(FIRST)).close();
    }

    @Test
    default void servicesDoNotSeeEachOther() {
        var databases = databases();
        try (var mine = databases.open(SERVICE, List.of(FIRST));
                var theirs = databases.open("other-notes", List.of(FIRST))) {
            mine.write(add("milk"));
            assertEquals(List.of(), theirs.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aWorkThatThrowsLeavesNothing() {
        try (var database = open()) {
            var thrown = assertThrows(CellException.class, () -> database.write(connection -> {
                add("milk").run(connection);
                throw CellException.notFound("there is no shop");
            }));
            assertEquals(Kind.NOT_FOUND, thrown.kind());
            assertEquals(List.of(), database.read(DatabaseContract::texts));
            database.write(add("bread"));
            assertEquals(List.of("bread"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aSecondOfItsKindIsAConflict() {
        try (var database = open()) {
            database.write(add("milk"));
            assertEquals(Kind.CONFLICT, assertThrows(CellException.class, () -> database.write(add("milk"))).kind());
        }
    }

    @Test
    default void aReferenceToNothingIsAConflict() {
        try (var database = open()) {
            Database.Work<Integer> tag = connection -> update(connection, "INSERT INTO tags (note, tag) VALUES (99, 'x')");
            assertEquals(Kind.CONFLICT, assertThrows(CellException.class, () -> database.write(tag)).kind());
        }
    }

    @Test
    default void aWrongStatementIsAMistakeOfTheService() {
        try (var database = open()) {
            assertEquals(Kind.INTERNAL, assertThrows(CellException.class, () -> database.read(query("SELECT x FROM nowhere"))).kind());
            database.write(add("milk"));
            assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aRefusedStatementDoesNotEndTheWork() {
        try (var database = open()) {
            database.write(add("milk"));
            database.write(connection -> {
                assertThrows(SQLException.class, () -> add("milk").run(connection));
                return add("bread").run(connection);
            });
            assertEquals(List.of("bread", "milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aReaderSeesOneMomentWhileOthersWrite() {
        try (var database = open()) {
            database.write(add("bread"));
            database.read(connection -> {
                assertEquals(List.of("bread"), texts(connection));
                database.write(add("milk"));
                assertEquals(List.of("bread"), texts(connection));
                return null;
            });
            assertEquals(List.of("bread", "milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aReaderDoesNotWaitForAWriterAndSeesNothingOfIt() throws Exception {
        var written = new CountDownLatch(1);
        var readOnce = new CountDownLatch(1);
        var threads = Executors.newSingleThreadExecutor();
        try (var database = open()) {
            var writing = threads.submit(() -> database.write(connection -> {
                add("milk").run(connection);
                written.countDown();
                return await(readOnce);
            }));
            assertTrue(await(written));
            assertEquals(List.of(), database.read(DatabaseContract::texts));
            readOnce.countDown();
            assertTrue(writing.get());
            assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void aReaderCannotWrite() {
        try (var database = open()) {
            assertThrows(CellException.class, () -> database.read(add("milk")));
            assertEquals(List.of(), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void sixteenThreadsLoseNothingAndAreAloneEach() throws Exception {
        try (var database = open()) {
            database.write(connection -> update(connection, "INSERT INTO notes (text, weight) VALUES ('sum', 0)"));
            together(16, thread -> {
                for (int i = 0; i < 25; i++) {
                    var text = thread + "-" + i;
                    database.write(connection -> {
                        var before = query("SELECT CAST(weight AS INTEGER) FROM notes WHERE text = 'sum'").run(connection);
                        add(text).run(connection);
                        return update(connection, "UPDATE notes SET weight = " + (before + 1) + " WHERE text = 'sum'");
                    });
                    assertEquals(1L, database.read(query("SELECT COUNT(*) FROM notes WHERE text = '" + text + "'")));
                }
            });
            assertEquals(400L, database.read(query("SELECT CAST(weight AS INTEGER) FROM notes WHERE text = 'sum'")));
            assertEquals(401L, database.read(query("SELECT COUNT(*) FROM notes")));
        }
    }

    @Test
    default void oneThatFailsHarmsNoneOfThoseThatWriteWithIt() throws Exception {
        try (var database = open()) {
            together(12, thread -> {
                for (int i = 0; i < 20; i++) {
                    var text = thread + "-" + i;
                    if (thread % 3 == 0) {
                        assertThrows(IllegalStateException.class, () -> database.write(connection -> {
                            add(text).run(connection);
                            throw new IllegalStateException("on purpose");
                        }));
                    } else {
                        database.write(add(text));
                    }
                }
            });
            assertEquals(160L, database.read(query("SELECT COUNT(*) FROM notes")));
        }
    }

    @Test
    default void anIdentityIsNeverUsedTwice() {
        try (var database = open()) {
            long first = database.write(add("milk"));
            database.write(connection -> update(connection, "DELETE FROM notes"));
            assertTrue(database.write(add("bread")) > first);
        }
    }

    @Test
    default void bytesAndNumbersComeBackAsTheyWere() {
        var bytes = new byte[] {0, 1, -1, 127, -128};
        try (var database = open()) {
            database.write(connection -> {
                try (var insert = connection.prepareStatement("INSERT INTO notes (text, picture, weight) VALUES (?, ?, ?)")) {
                    insert.setString(1, "Grüße 🐣");
                    insert.setBytes(2, bytes);
                    insert.setDouble(3, 0.1);
                    return insert.executeUpdate();
                }
            });
            database.read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT text, picture, weight FROM notes")) {
                    assertTrue(rows.next());
                    assertEquals("Grüße 🐣", rows.getString(1));
                    assertArrayEquals(bytes, rows.getBytes(2));
                    assertEquals(0.1, rows.getDouble(3));
                    return null;
                }
            });
        }
    }

    @Test
    default void textSortsByItsBytesAndLikeTellsCapitals() {
        try (var database = open()) {
            List.of("b", "a", "B", "ä", "_").forEach(text -> database.write(add(text)));
            assertEquals(List.of("B", "_", "a", "b", "ä"), database.read(DatabaseContract::texts));
            assertEquals(1L, database.read(query("SELECT COUNT(*) FROM notes WHERE text LIKE 'b%'")));
        }
    }

    @Test
    default void aLentConnectionIsOfNoUseAfterItsWork() {
        var kept = new AtomicReference<Connection>();
        try (var database = open()) {
            database.read(connection -> {
                kept.set(connection);
                return null;
            });
            assertThrows(SQLException.class, () -> kept.get().createStatement());
            assertThrows(IllegalStateException.class, () -> database.write(connection -> {
                connection.commit();
                return null;
            }));
        }
    }

    @Test
    default void aResultThatWasForgottenKeepsNothing() {
        try (var database = open()) {
            database.write(add("milk"));
            for (int i = 0; i < 10; i++) {
                database.read(connection -> connection.createStatement().executeQuery("SELECT * FROM notes").next());
            }
            database.write(add("bread"));
            assertEquals(2L, database.read(query("SELECT COUNT(*) FROM notes")));
        }
    }

    @Test
    default void aWriteInsideAWriteIsAMistake() {
        try (var database = open()) {
            assertThrows(IllegalStateException.class, () -> database.write(connection -> database.write(add("milk"))));
            assertEquals(List.of(), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void aLibrarysConnectionsWorkAndAreClosedWithTheDatabase() throws SQLException {
        var database = open();
        var connection = database.dataSource().getConnection();
        assertTrue(connection.getAutoCommit());
        add("milk").run(connection);
        assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
        database.close();
        assertTrue(connection.isClosed());
        assertThrows(SQLException.class, () -> database.dataSource().getConnection());
    }

    @Test
    default void closingLetsWhatRunsEndAndRefusesTheRest() throws Exception {
        var running = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(2);
        var databases = databases();
        try {
            var database = databases.open(SERVICE, List.of(FIRST));
            var goOn = new CountDownLatch(1);
            var writing = threads.submit(() -> database.write(connection -> {
                running.countDown();
                await(goOn);
                return add("milk").run(connection);
            }));
            assertTrue(await(running));
            var closing = threads.submit(database::close);
            assertFalse(closing.isDone());
            goOn.countDown();
            closing.get();
            writing.get();
            assertThrows(CellException.class, () -> database.write(add("bread")));
            assertThrows(CellException.class, () -> database.read(DatabaseContract::texts));
        } finally {
            threads.shutdownNow();
        }
        try (var database = databases.open(SERVICE, List.of(FIRST))) {
            assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    default void whatABundleLeftOpenIsClosedWithItsStore() {
        var databases = databases();
        var store = new BundleStateStore(databases);
        var database = store.open(SERVICE, List.of(FIRST));
        store.close();
        assertThrows(CellException.class, () -> database.read(DatabaseContract::texts));
        databases.open(SERVICE, List.of(FIRST)).close();
    }

    static Database.Work<Long> add(String text) {
        return connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO notes (text) VALUES (?) RETURNING id")) {
                insert.setString(1, text);
                try (var rows = insert.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        };
    }

    static Database.Work<Long> query(String sql) {
        return connection -> {
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        };
    }

    static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    static List<String> texts(Connection connection) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT text FROM notes ORDER BY text")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What one of several threads does. */
    interface Part {
        void run(int thread) throws Exception;
    }

    /** Runs the part on so many threads at once, and fails when one of them does. */
    static void together(int threads, Part part) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var parts = new ArrayList<Callable<Void>>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                parts.add(() -> {
                    part.run(thread);
                    return null;
                });
            }
            for (Future<Void> end : pool.invokeAll(parts)) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
