package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolePasswordTest {
    @TempDir
    Path folder;

    private ConsolePassword password;
    private Path file;

    @BeforeEach
    void prepare() throws Exception {
        var home = Home.at(folder);
        home.prepare();
        password = new ConsolePassword(home);
        file = home.config().resolve(ConsolePassword.FILE);
    }

    @Test
    void itIsToldOnce() throws Exception {
        assertTrue(password.createFirst().isPresent());
        assertTrue(password.createFirst().isEmpty());
    }

    @Test
    void onlyItsHashIsKeptAndOnlyForTheOwner() throws Exception {
        var text = password.createFirst().orElseThrow();
        var kept = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            kept.load(in);
        }
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        assertEquals("admin", kept.getProperty("username"));
        assertEquals("{sha-256}" + Base64.getEncoder().encodeToString(digest), kept.getProperty("password"));
        assertFalse(Files.readString(file).contains(text));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void itHas120RandomBits() throws Exception {
        var first = password.createFirst().orElseThrow();
        password.withdraw();
        var second = password.createFirst().orElseThrow();
        assertTrue(first.matches("[a-km-z2-9]{24}"), first);
        assertNotEquals(first, second);
    }
}
