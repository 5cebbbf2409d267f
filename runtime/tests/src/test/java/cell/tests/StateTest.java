package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a whole cell: where it lies, and that a kill leaves nothing elsewhere. */
class StateTest {
    @Test
    void dataIsForTheCellAloneAndSqliteIsUnpackedOnceUnderIt(@TempDir Path home) throws IOException {
        try (var cell = CellProcess.start(home)) {
            var file = home.resolve("data/accounts/accounts.db");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
            var library = library(cell.pid());
            assertEquals(Set.of(home.resolve("data/state")), parents(library));
            cell.kill();
            cell.start();
            assertEquals(200, cell.get("/api/health").statusCode());
            assertEquals(library, library(cell.pid()));
        }
    }

    /** The files from which a process has loaded SQLite's library. */
    private static Set<Path> library(long pid) throws IOException {
        try (var maps = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
            return maps.filter(line -> line.contains("sqlitejdbc"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<Path> parents(Set<Path> library) {
        return library.stream().map(file -> file.getParent().getParent()).collect(Collectors.toSet());
    }
}
