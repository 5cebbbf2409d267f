package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
    @TempDir
    Path folder;

    private Path defaults;
    private Home home;
    private ConfigurationFiles files;

    @BeforeEach
    void prepare() throws Exception {
        defaults = Files.createDirectory(folder.resolve("defaults"));
        home = Home.at(folder.resolve("home"));
        home.prepare();
        files = new ConfigurationFiles(home);
        Files.writeString(defaults.resolve("cell.dns.cfg"), "port=5353\n");
        Files.writeString(defaults.resolve("cell.dns.local.cfg"), "secret=1\n");
        files.deliver(defaults);
    }

    @Test
    void defaultsArriveAndAnotherCellsOwnValuesDoNot() throws Exception {
        assertEquals("port=5353\n", Files.readString(home.config().resolve("cell.dns.cfg")));
        assertFalse(Files.exists(home.config().resolve("cell.dns.local.cfg")));
    }

    @Test
    void anUntouchedDefaultFollowsTheNewerVersion() throws Exception {
        Files.writeString(defaults.resolve("cell.dns.cfg"), "port=5353\nttl_seconds=60\n");
        files.deliver(defaults);
        assertTrue(Files.readString(home.config().resolve("cell.dns.cfg")).contains("ttl_seconds"));
    }

    @Test
    void aChangedDefaultStays() throws Exception {
        Files.writeString(home.config().resolve("cell.dns.cfg"), "port=53\n");
        Files.writeString(defaults.resolve("cell.dns.cfg"), "port=5353\nttl_seconds=60\n");
        files.deliver(defaults);
        assertEquals("port=53\n", Files.readString(home.config().resolve("cell.dns.cfg")));
    }

    @Test
    void aRemovedDefaultComesBack() throws Exception {
        Files.delete(home.config().resolve("cell.dns.cfg"));
        files.deliver(defaults);
        assertTrue(Files.exists(home.config().resolve("cell.dns.cfg")));
    }

    @Test
    void theFolderOfTheCheckoutItselfIsLeftAlone() throws Exception {
        var checkout = new Home(defaults, home.deploy(), home.data(), home.logs(), home.quarantine());
        new ConfigurationFiles(checkout).deliver(defaults);
        assertTrue(Files.exists(defaults.resolve("cell.dns.local.cfg")));
    }

    @Test
    void aMalformedEscapeIsToldWithTheFile() throws Exception {
        var file = Files.writeString(home.config().resolve("cell.dns.local.cfg"), "name=\\u12x4\n");
        var message = assertThrows(LaunchException.class, files::check).getMessage();
        assertEquals("The configuration file " + file + " cannot be read (malformed \\uxxxx encoding): mend it or move it away.", message);
    }

    @Test
    void aFileThatIsNotUtf8IsToldWithTheFile() throws Exception {
        Files.write(home.config().resolve("x.cfg"), "name=Küche".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(LaunchException.class, files::check).getMessage().contains("(it is not UTF-8)"));
    }

    @Test
    void whatWouldFillTheMemoryAndWhatIsNoFileIsTold() throws Exception {
        var file = Files.writeString(home.config().resolve("x.cfg"), "#".repeat((1 << 20) + 1));
        assertTrue(assertThrows(LaunchException.class, files::check).getMessage().contains("it is no file of at most 1048576 bytes"));
        Files.delete(file);
        Files.createDirectory(file);
        assertTrue(assertThrows(LaunchException.class, files::check).getMessage().contains("it is no file of at most"));
    }
}
