package cell.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.deploy.internal.BundleJar.NoBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class BundleJarTest {
    private static final String HEAD = "Manifest-Version: 1.0\nBundle-SymbolicName: ";

    @TempDir
    private Path home;

    private Path jar(String manifest) throws IOException {
        var file = home.resolve("x.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String refusal(String manifest) throws IOException {
        var file = jar(manifest);
        return assertThrows(NoBundle.class, () -> BundleJar.read(file)).getMessage();
    }

    @Test
    void nameAndVersionAreRead() throws Exception {
        assertEquals(new BundleJar("a.b", new Version("1.2.0")), BundleJar.read(jar(HEAD + "a.b;singleton:=true\nBundle-Version: 1.2\n")));
    }

    @Test
    void aManifestThatIsPackedSmallAndUnpackedHugeIsRefused() throws IOException {
        assertEquals("its manifest is larger than 1048576 bytes", refusal(HEAD + "bomb\nX: " + "aaaaaaaaaaaaaaa\n ".repeat(100_000) + "\n"));
    }

    @Test
    void aMalformedManifestIsRefusedAndNotTriedAgain() throws IOException {
        assertTrue(refusal("no colon\n").startsWith("its manifest is malformed: "));
    }

    @Test
    void aPartOfTheFrameworkIsRefusedBecauseItsRemovalStopsTheCell() throws IOException {
        var sentence = "it is a part of the framework, which can neither be replaced nor removed while the cell runs";
        assertEquals(sentence, refusal(HEAD + "x\nFragment-Host: system.bundle; extension:=framework\n"));
        assertEquals(sentence, refusal(HEAD + "system.bundle\n"));
    }
}
