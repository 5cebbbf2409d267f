package cell.vault.internal.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Migration;
import cell.testing.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSealTest {
    private static final String PASSPHRASE = "a long enough passphrase";
    private static final byte[] SECRET = {1, 2, 3};

    @TempDir
    Path folder;

    private final List<Boolean> told = new ArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        database = new SqliteStore(folder).open("vault", List.of(new Migration(1, SealTable.SCHEMA.stream()
                .map(sql -> sql.replace("${blob}", "BLOB"))
                .toList())));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private VaultSeal start() {
        return new VaultSeal(database, folder, new SecureRandom(), told::add);
    }

    private Path keyFile() {
        return folder.resolve("vault.key");
    }

    @Test
    void theFirstStartMakesAKeyFileThatOpensTheNext() throws Exception {
        var sealed = start().seal("secret/a/1", SECRET);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())));
        assertArrayEquals(SECRET, start().open("secret/a/1", sealed));
        assertEquals(List.of(true, true), told);
    }

    @Test
    void whatIsSealedOpensForItsPurposeAloneAndNotWhenChanged() {
        var seal = start();
        var sealed = seal.seal("secret/a/1", SECRET);

        assertKind(CellException.Kind.INTERNAL, () -> seal.open("secret/a/2", sealed));
        sealed[sealed.length - 1] ^= 1;
        assertKind(CellException.Kind.INTERNAL, () -> seal.open("secret/a/1", sealed));
        assertKind(CellException.Kind.INTERNAL, () -> seal.open("secret/a/1", new byte[3]));
    }

    @Test
    void aMissingOrForeignKeyFileSealsAndLosesNothing() throws Exception {
        var sealed = start().seal("x", SECRET);
        var right = Files.readString(keyFile());

        Files.delete(keyFile());
        var without = start();
        assertFalse(without.isOpen());
        assertTrue(without.reason().orElseThrow().contains("vault.key is missing"));
        assertFalse(Files.exists(keyFile()));
        assertKind(CellException.Kind.UNAVAILABLE, () -> without.open("x", sealed));

        Files.writeString(keyFile(), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        assertTrue(start().reason().orElseThrow().contains("belongs to another vault"));
        Files.writeString(keyFile(), "no base64\n");
        assertTrue(start().reason().orElseThrow().contains("damaged"));

        Files.writeString(keyFile(), right);
        without.unseal(Optional.empty());
        assertArrayEquals(SECRET, without.open("x", sealed));
    }

    @Test
    void aPassphraseReplacesTheKeyFileAndBack() {
        var seal = start();
        var sealed = seal.seal("x", SECRET);
        assertKind(CellException.Kind.INVALID, () -> seal.usePassphrase(Optional.empty(), "too short"));
        seal.usePassphrase(Optional.empty(), PASSPHRASE);
        assertFalse(Files.exists(keyFile()));

        var next = start();
        assertFalse(next.isOpen());
        assertKind(CellException.Kind.INVALID, () -> next.unseal(Optional.of("another passphrase")));
        assertFalse(next.isOpen());
        next.unseal(Optional.of(PASSPHRASE));
        assertArrayEquals(SECRET, next.open("x", sealed));

        assertKind(CellException.Kind.INVALID, () -> next.useKeyFile(Optional.empty()));
        next.useKeyFile(Optional.of(PASSPHRASE));
        assertArrayEquals(SECRET, start().open("x", sealed));
    }

    @Test
    void anAdministratorSealsIt() {
        var seal = start();
        seal.close();
        assertKind(CellException.Kind.UNAVAILABLE, () -> seal.seal("x", SECRET));
        seal.unseal(Optional.empty());
        assertEquals(List.of(true, false, true), told);
    }

    @Test
    void aKeyFileFromAStartThatDidNotEndIsUsed() throws Exception {
        var line = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        Files.writeString(keyFile(), line);
        assertTrue(start().isOpen());
        assertEquals(line, Files.readString(keyFile()));
        assertTrue(new KeyFile(keyFile()).isOpenToOthers());
    }

    private static void assertKind(CellException.Kind kind, Runnable work) {
        assertEquals(kind, assertThrows(CellException.class, work::run).kind());
    }
}
