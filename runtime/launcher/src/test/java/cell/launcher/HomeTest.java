package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void prepare() throws LaunchException {
        home = Home.at(folder.resolve("a home with spaces, nearly; and ümlauts"));
        home.prepare();
    }

    @Test
    void onlyTheOwnerSeesTheData() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.data())));
    }

    @Test
    void preparingAgainChangesNothing() throws Exception {
        Files.writeString(home.config().resolve("x.local.cfg"), "a=1\n");
        home.prepare();
        assertEquals("a=1\n", Files.readString(home.config().resolve("x.local.cfg")));
    }

    @Test
    void aFileInTheWayIsToldInASentence() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        var message = assertThrows(LaunchException.class, () -> Home.at(file).prepare()).getMessage();
        assertTrue(message.startsWith("Cannot write to " + file + ": "), message);
        assertTrue(message.endsWith("choose another folder with --home."), message);
    }

    @Test
    void temporaryFilesDoNotOutliveAStart() throws Exception {
        var inner = Files.createDirectories(home.temporary().resolve("jetty/work"));
        Files.writeString(inner.resolve("x"), "left over");
        home.clearTemporary();
        assertTrue(Files.isDirectory(home.temporary()));
        assertFalse(Files.exists(home.temporary().resolve("jetty")));
    }

    @Test
    void itSaysWhoServesItAndSinceWhen() throws Exception {
        home.announce(3100);
        var words = Files.readString(home.data().resolve("cell.pid")).strip().split(" ");
        assertEquals(Long.toString(ProcessHandle.current().pid()), words[0]);
        assertEquals("3100", words[1]);
        assertTrue(words[2].matches("\\d+"), words[2]);
        home.withdraw();
        assertFalse(Files.exists(home.data().resolve("cell.pid")));
    }

    @Test
    void theLockMayBeTakenAgainOnceItIsClosed() throws Exception {
        home.lock().close();
        home.lock().close();
    }
}
