package cell.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive that {@code mvn package} makes: unpacked, it runs without Maven, network and root. */
class DistributionTest {
    private static final long LARGEST_ARCHIVE_BYTES = 120_000_000;

    private static Path folder;
    private static Path root;
    private static CellCommand command;

    private Path home;

    @BeforeAll
    static void unpack() throws Exception {
        folder = Files.createTempDirectory("cell dist ö");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        root = unpack("first");
        command = new CellCommand(List.of(), root, new CellCommand.Environment(pathWithABrokenMaven(), CellCommand.Environment.usual().javaHome()));
    }

    @AfterAll
    static void deleteAll() {
        CellProcess.delete(folder);
    }

    @BeforeEach
    void makeAHome() throws IOException {
        home = Files.createTempDirectory("cell-home");
    }

    @AfterEach
    void stopAndDelete() {
        command.run("stop", "--home", home.toString());
        CellProcess.delete(home);
    }

    @Test
    void itRunsWithoutMavenAndNetwork() throws Exception {
        var offline = run("unshare", "-n", "true") == 0 ? command.after("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh")
                : command;
        var started = start(offline, home);
        assertEquals(0, started.code(), started.toString());
        assertEquals("healthy", started.json().path("health").path("status").asText(), started.toString());
        assertFalse(Files.exists(folder.resolve("bin/mvn.called")));
        assertEquals("", find(root, "-name", "*.local.cfg"));
        assertEquals(0, command.run("stop", "--home", home.toString()).code());
    }

    @Test
    void anUnprivilegedUserRunsItFromAFolderThatIsRoots() throws Exception {
        assumeTrue(run("runuser", "-u", "nobody", "true") == 0, "needs root, and a user nobody");
        assertEquals(0, run("chown", "nobody", home.toString()));
        var install = unpack("for nobody");
        var asNobody = new CellCommand(List.of("runuser", "-u", "nobody", "--"), install, command.environment());
        var started = start(asNobody, home);
        assertEquals(0, started.code(), started.toString());
        assertTrue(Files.isDirectory(home.resolve("data/cache")), "the class data archive goes to the home");
        assertEquals("", find(install, "-user", "nobody"));
        var again = asNobody.run("stop", "--home", home.toString());
        assertEquals(0, again.code(), again.toString());
    }

    @Test
    void aPlatformBundleThatFailsAndAToolThatIsMissingAreToldAndTheRestRuns() throws Exception {
        var bundle = root.resolve("runtime/lib/org/example/broken/1.0.0/broken-1.0.0.jar");
        var feature = root.resolve("features/zz-broken.json");
        Files.createDirectories(bundle.getParent());
        Files.writeString(bundle, "no jar");
        Files.writeString(feature, """
                {"bundles": [{"id": "org.example:broken:1.0.0", "start-order": "9"}],
                 "cell-system:JSON|optional": {"packages": ["cell-no-package", "nftables"],
                                               "tools": ["cell-no-tool", "sh"]}}
                """);
        try {
            var started = start(command, home);
            assertEquals(0, started.code(), started.toString());
            assertTrue(started.err().contains("Not started: broken-1.0.0.jar: "), started.err());
            assertTrue(started.err().contains("Missing: cell-no-tool; what needs it stays offline until it is installed"
                    + " (on Debian: apt-get install cell-no-package nftables)."), started.err());
            assertFalse(started.err().contains("\tat "), started.err());
        } finally {
            Files.delete(feature);
            Files.delete(bundle);
        }
    }

    @Test
    void aNewerDistributionTakesTheHomeOver() throws Exception {
        assertEquals(0, start(command, home).code());
        command.run("stop", "--home", home.toString());
        var newer = unpack("second");
        var service = newer.resolve("runtime/lib/cell/cell.sample/1.0.0/cell.sample-1.0.0.jar");
        addAnEntry(service);
        var started = start(new CellCommand(List.of(), newer, command.environment()), home);
        assertEquals(0, started.code(), started.toString());
        assertFalse(started.err().contains("password"), started.err());
        assertArrayEquals(Files.readAllBytes(service), Files.readAllBytes(home.resolve("deploy/cell.sample.jar")));
    }

    @Test
    void itStaysSmallEnoughToDownload() throws Exception {
        long archive = Files.size(archive());
        long unpacked = 0;
        try (var files = Files.walk(root.resolve("runtime/lib"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                unpacked += Files.size(file);
            }
        }
        System.out.printf("The archive has %d MB; its bundles have %d MB.%n", archive / 1_000_000, unpacked / 1_000_000);
        assertTrue(archive < LARGEST_ARCHIVE_BYTES, "the archive has " + archive + " bytes");
    }

    private static CellCommand.Result start(CellCommand cell, Path home) {
        return cell.run("start", "--json", "--no-install", "--home", home.toString(), "--port-offset",
                Integer.toString(CellProcess.freeOffset()));
    }

    private static Path unpack(String name) throws Exception {
        var target = Files.createDirectory(folder.resolve(name));
        assertEquals(0, run("tar", "xzf", archive().toString(), "-C", target.toString(), "--no-same-owner"));
        try (var inside = Files.list(target)) {
            return inside.findFirst().orElseThrow();
        }
    }

    private static Path archive() throws IOException {
        try (var files = Files.newDirectoryStream(CellProcess.ROOT.resolve("runtime/assembly/target"), "cell-*.tar.gz")) {
            return files.iterator().next();
        }
    }

    /** What {@code find} prints of a folder. */
    private static String find(Path where, String... conditions) throws Exception {
        var words = new ArrayList<>(List.of("find", where.toString()));
        words.addAll(List.of(conditions));
        return new String(new ProcessBuilder(words).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int run(String... words) throws Exception {
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    /** A path where Maven is a program that keeps a note of being called, and fails. */
    private static String pathWithABrokenMaven() throws IOException {
        var mvn = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\ntouch \"$0.called\"\nexit 1\n");
        assertTrue(mvn.toFile().setExecutable(true));
        return mvn.getParent() + ":" + System.getenv("PATH");
    }

    private static void addAnEntry(Path jar) throws IOException {
        var changed = jar.resolveSibling("changed.jar");
        try (var in = new JarFile(jar.toFile()); var out = new JarOutputStream(Files.newOutputStream(changed), in.getManifest())) {
            for (var entry : Collections.list(in.entries())) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry("newer.txt"));
        }
        Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
