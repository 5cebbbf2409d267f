package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {
    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void makeTheBundle() throws IOException {
        jar = folder.resolve("lib/org/example/thing/1.0.0/thing-1.0.0.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.createDirectory(folder.resolve("features"));
    }

    @Test
    void bundlesHaveTheirFileAndStartOrder() throws Exception {
        write("a.json", "{\"title\": \"A\", \"bundles\": [{\"id\": \"org.example:thing:${project.version}\", \"start-order\": \"7\"}]}");
        write("b.json", "{\"bundles\": [{\"id\": \"org.example:thing:1.0.0\", \"start-order\": \"50\"}]}");
        var features = read();
        assertEquals(jar, features.get(0).bundles().get(0).path());
        assertEquals(7, features.get(0).bundles().get(0).startOrder());
        assertFalse(features.get(0).bundles().get(0).isService());
        assertTrue(features.get(1).bundles().get(0).isService());
        assertEquals(SystemNeeds.NONE, features.get(0).system());
    }

    @Test
    void whatItNeedsOfTheSystemIsAnExtension() throws Exception {
        write("a.json", """
                {"bundles": [],
                 "cell-system:JSON|optional": {"packages": ["nftables", "libstdc++6"], "tools": ["nft"]}}""");
        assertEquals(new SystemNeeds(List.of("nftables", "libstdc++6"), List.of("nft")), read().get(0).system());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{",
        "[]",
        "",
        "{\"title\": \"no bundles\"}",
        "{\"bundles\": [\"org.example:thing:1.0.0\"]}",
        "{\"bundles\": [{\"id\": \"org.example:thing:1.0.0\"}]}",
        "{\"bundles\": [{\"id\": \"org.example:thing:1.0.0\", \"start-order\": \"0\"}]}",
        "{\"bundles\": [{\"id\": \"org.example:thing\", \"start-order\": \"5\"}]}",
        "{\"bundles\": [{\"id\": \"org.example:none:1.0.0\", \"start-order\": \"5\"}]}",
        "{\"bundles\": [], \"cell-system:JSON|optional\": {\"packages\": [\"nftables\"]}}",
        "{\"bundles\": [], \"cell-system:JSON|optional\": {\"packages\": [\"x; rm -rf /\"], \"tools\": [\"nft\"]}}",
        "{\"bundles\": [], \"cell-system:JSON|optional\": {\"packages\": [\"-o=x\"], \"tools\": [\"nft\"]}}",
        "{\"bundles\": [], \"cell-system:JSON|optional\": []}"
    })
    void aSlipIsToldWithTheFile(String text) throws IOException {
        var file = write("a.json", text);
        var message = assertThrows(LaunchException.class, this::read).getMessage();
        assertTrue(message.startsWith("The feature " + file + " "), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void aFolderWithoutFeaturesIsTold() {
        assertTrue(assertThrows(LaunchException.class, this::read).getMessage().startsWith("There is no feature in "));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve("features").resolve(name), text);
    }

    private List<Feature> read() throws LaunchException {
        return Feature.readAll(folder.resolve("features"), folder.resolve("lib"), "1.0.0");
    }
}
