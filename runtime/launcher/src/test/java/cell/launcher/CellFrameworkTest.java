package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A real Felix, with bundles that hold nothing but a manifest. */
class CellFrameworkTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void prepareTheHome() throws LaunchException {
        home = Home.at(folder.resolve("hôme with spaces"));
        home.prepare();
    }

    @Test
    void bundlesRunFromTheirStartOrder() throws Exception {
        run(List.of(bundle("a", 3), bundle("b", 5)), framework -> {
            assertEquals(Bundle.ACTIVE, framework.state("a"));
            assertEquals(Bundle.ACTIVE, framework.state("b"));
            assertTrue(framework.problems().isEmpty());
        });
    }

    @Test
    void theCacheFollowsTheFeatures() throws Exception {
        var a = bundle("a", 3);
        run(List.of(a, bundle("gone", 3)), framework -> assertEquals(Bundle.ACTIVE, framework.state("gone")));
        run(List.of(a, bundle("new", 3)), framework -> {
            assertEquals(Bundle.UNINSTALLED, framework.state("gone"));
            assertEquals(Bundle.ACTIVE, framework.state("new"));
            assertEquals(Bundle.ACTIVE, framework.state("a"));
        });
    }

    @Test
    void aBundleThatDoesNotResolveIsToldAndTheOthersRun() throws Exception {
        var needy = bundle("needy", 3, Map.of("Import-Package", "org.example.nowhere"));
        run(List.of(needy, bundle("well", 5)), framework -> {
            assertEquals(Bundle.ACTIVE, framework.state("well"));
            assertEquals(1, framework.problems().lines().size());
            var line = framework.problems().lines().get(0);
            assertTrue(line.startsWith("needy: ") && line.contains("org.example.nowhere"), line);
        });
    }

    @Test
    void aFileThatIsNoBundleIsToldAndTheOthersRun() throws Exception {
        var broken = new BundleFile(Files.writeString(folder.resolve("broken.jar"), "no jar"), 3);
        run(List.of(broken, bundle("well", 5)), framework -> {
            assertEquals(Bundle.ACTIVE, framework.state("well"));
            assertTrue(framework.problems().lines().get(0).startsWith("broken.jar: "), framework.problems().lines().toString());
        });
    }

    @Test
    void aDamagedCacheIsMadeAnew() throws Exception {
        var bundles = List.of(bundle("a", 3), bundle("b", 5));
        run(bundles, framework -> assertEquals(Bundle.ACTIVE, framework.state("a")));
        for (var damage : List.of("", "\0\0\0", "x\ny\nz\n")) {
            try (var files = Files.walk(home.bundleCache())) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.writeString(file, damage);
                }
            }
            run(bundles, framework -> {
                assertEquals(Bundle.ACTIVE, framework.state("a"));
                assertEquals(Bundle.ACTIVE, framework.state("b"));
            });
        }
    }

    @Test
    void aFileInPlaceOfTheCacheGivesWay() throws Exception {
        Files.writeString(home.bundleCache(), "");
        run(List.of(bundle("a", 3)), framework -> assertEquals(Bundle.ACTIVE, framework.state("a")));
    }

    private interface Check {
        void on(CellFramework framework) throws Exception;
    }

    private void run(List<BundleFile> bundles, Check check) throws Exception {
        Map<String, Object> properties = Map.of(
                "org.osgi.framework.storage", home.bundleCache().toString(),
                "org.osgi.framework.startlevel.beginning", "100",
                "felix.log.level", "0");
        var framework = CellFramework.prepare(home, properties, bundles);
        try {
            framework.start();
            check.on(framework);
        } finally {
            assertTrue(framework.stop());
        }
    }

    private BundleFile bundle(String name, int order) throws IOException {
        return bundle(name, order, Map.of());
    }

    private BundleFile bundle(String name, int order, Map<String, String> headers) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        headers.forEach(attributes::putValue);
        var file = Files.createDirectories(folder.resolve("lib dír")).resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.finish();
        }
        return new BundleFile(file, order);
    }
}
