package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest implements DatabaseContract {
    @TempDir
    Path folder;

    @Override
    public Engine engine() {
        return SqliteFolder.engine(folder);
    }

    @Test
    void theFilesAreForTheCellAlone() throws IOException {
        try (var database = new Databases(engine(), Clock.systemUTC()).open(SERVICE, List.of(FIRST))) {
            database.write(DatabaseContract.add("milk"));
            for (var name : List.of("notes.db", "notes.db-wal", "notes.db-shm")) {
                var file = folder.resolve(SERVICE).resolve(name);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), name);
            }
        }
    }

    @Test
    void aCommitIsFsyncedAndKeysAreEnforced() {
        try (var database = new Databases(engine(), Clock.systemUTC()).open(SERVICE, List.of(FIRST))) {
            assertEquals(2L, database.write(DatabaseContract.query("PRAGMA synchronous")));
            assertEquals(1L, database.write(DatabaseContract.query("PRAGMA foreign_keys")));
            assertEquals(10_000L, database.write(DatabaseContract.query("PRAGMA busy_timeout")));
        }
    }

    @Test
    void theFileOfANewerSchemaIsNotTouched() throws IOException {
        var databases = new Databases(engine(), Clock.systemUTC());
        databases.open(SERVICE, List.of(FIRST, SECOND)).close();
        var file = folder.resolve("notes/notes.db");
        var before = Files.readAllBytes(file);
        assertThrows(CellException.class, () -> databases.open(SERVICE, List.of(FIRST)));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void theDriversLibraryIsUnpackedOnceAndNotIntoTheTemporaryFolder() throws IOException {
        var first = engine();
        var library = folder.resolve("state");
        try (var files = Files.walk(library)) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
        var time = Files.getLastModifiedTime(library);
        assertTrue(engine() != first);
        assertEquals(time, Files.getLastModifiedTime(library));
    }
}
