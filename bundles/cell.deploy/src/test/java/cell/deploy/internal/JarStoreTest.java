package cell.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.deploy.internal.BundleJar.NoBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class JarStoreTest {
    private static final String NAME = "x.jar";

    @TempDir
    private Path home;

    private Path file;
    private JarStore store;

    @BeforeEach
    void make() throws IOException {
        var deploy = Files.createDirectories(home.resolve("deploy"));
        file = deploy.resolve(NAME);
        store = new JarStore(
                deploy, home.resolve("data"), home.resolve("quarantine"), Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC));
    }

    private void installed(String content) throws IOException {
        Files.writeString(file, content);
        store.take(NAME);
        store.markCurrent(NAME);
    }

    @Test
    void listsJarsAndNotWhatIsOnItsWay() throws IOException {
        Files.writeString(file, "x");
        Files.writeString(file.resolveSibling(".y.jar.new"), "y");
        Files.writeString(file.resolveSibling("notes.txt"), "z");
        assertEquals(List.of(NAME), store.list());
    }

    @Test
    void knowsWhetherAFileIsStillWhatTheFrameworkHas() throws IOException {
        installed("one");
        assertTrue(store.looksCurrent(NAME) && store.isCurrent(NAME));
        Files.writeString(file, "two");
        assertFalse(store.isCurrent(NAME));
    }

    @Test
    void putsBackTheLastGoodOneByteByByte() throws IOException {
        installed("good");
        store.markGood(NAME);
        assertFalse(store.hasOtherGood(NAME));
        installed("bad");
        assertTrue(store.hasOtherGood(NAME));
        store.takeGood(NAME);
        store.markCurrent(NAME);
        store.putBack(NAME);
        assertEquals("good", Files.readString(file));
        assertTrue(store.looksCurrent(NAME));
    }

    @Test
    void setsAFileAsideWithTheReasonBesideIt() throws IOException {
        Files.writeString(file, "bad");
        assertEquals("x-20261123T100000000Z.jar", store.quarantine(NAME, "it is no jar"));
        assertEquals("it is no jar\n", Files.readString(home.resolve("quarantine/x-20261123T100000000Z.txt")));
        assertFalse(store.exists(NAME));
    }

    @Test
    void readsWhatABundleSaysOfItself() throws IOException, NoBundle {
        jar("Bundle-SymbolicName: x.y;singleton:=true\nBundle-Version: 1.2.3\n");
        assertEquals(new BundleJar("x.y", new Version(1, 2, 3)), BundleJar.read(file));
    }

    @Test
    void saysWhyAFileIsNoBundle() throws IOException {
        Files.writeString(file, "no jar");
        assertEquals("it is no jar, or only a part of one", assertThrows(NoBundle.class, () -> BundleJar.read(file)).getMessage());
        jar("");
        assertTrue(assertThrows(NoBundle.class, () -> BundleJar.read(file)).getMessage().contains("no Bundle-SymbolicName"));
        jar("Bundle-SymbolicName: x\nBundle-Version: new\n");
        assertTrue(assertThrows(NoBundle.class, () -> BundleJar.read(file)).getMessage().contains("not a version"));
    }

    private void jar(String headers) throws IOException {
        var manifest = new Manifest(new ByteArrayInputStream(("Manifest-Version: 1.0\n" + headers).getBytes(StandardCharsets.UTF_8)));
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.finish();
        }
    }
}
