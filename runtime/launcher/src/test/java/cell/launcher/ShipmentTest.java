package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentTest {
    @TempDir
    Path folder;

    private Path deploy;
    private Path delivered;

    @BeforeEach
    void deliverTheFirstVersion() throws Exception {
        deploy = Files.createDirectory(folder.resolve("deploy"));
        delivered = deploy.resolve("cell.dns.jar");
        ship(version("1.0.0"));
    }

    @Test
    void aServiceArrivesUnderItsName() throws IOException {
        assertEquals("version 1.0.0", Files.readString(delivered));
    }

    @Test
    void aNewerVersionReplacesAnUntouchedFile() throws Exception {
        ship(version("1.1.0"));
        assertEquals("version 1.1.0", Files.readString(delivered));
    }

    @Test
    void whatTheOperatorPutInItsPlaceStays() throws Exception {
        Files.writeString(delivered, "the operator's own");
        ship(version("1.0.0"));
        ship(version("1.1.0"));
        assertEquals("the operator's own", Files.readString(delivered));
    }

    @Test
    void whatTheOperatorPutThereBeforeStays() throws Exception {
        Files.writeString(deploy.resolve("cell.ntp.jar"), "the operator's own");
        new Shipment(deploy, folder.resolve("record"), false)
                .deliver(Map.of("cell.dns.jar", version("1.0.0"), "cell.ntp.jar", version("1.0.0")));
        assertEquals("the operator's own", Files.readString(deploy.resolve("cell.ntp.jar")));
    }

    @Test
    void whatTheOperatorRemovedDoesNotComeBack() throws Exception {
        Files.delete(delivered);
        ship(version("1.0.0"));
        ship(version("1.1.0"));
        assertFalse(Files.exists(delivered));
    }

    @Test
    void aVersionWithoutTheServiceTakesItAwayUnlessItWasChanged() throws Exception {
        var shipment = new Shipment(deploy, folder.resolve("record"), false);
        shipment.deliver(Map.of());
        assertFalse(Files.exists(delivered));
        ship(version("1.0.0"));
        Files.writeString(delivered, "the operator's own");
        shipment.deliver(Map.of());
        assertTrue(Files.exists(delivered));
    }

    @Test
    void aRebuiltFileOfTheSameVersionIsDelivered() throws Exception {
        var source = version("1.0.0");
        Files.writeString(source, "version 1.0.0, mended");
        ship(source);
        assertEquals("version 1.0.0, mended", Files.readString(delivered));
    }

    @Test
    void aDeliveryCutOffBeforeItsRecordIsNotTakenForTheOperators() throws Exception {
        Files.writeString(delivered, "version 1.1.0");
        ship(version("1.1.0"));
        ship(version("1.2.0"));
        assertEquals("version 1.2.0", Files.readString(delivered));
    }

    @Test
    void nothingIsLeftBesideTheFile() throws Exception {
        try (var files = Files.list(deploy)) {
            assertEquals(1, files.count());
        }
    }

    private Path version(String version) throws IOException {
        var file = folder.resolve("cell.dns-" + version + ".jar");
        return Files.exists(file) ? file : Files.writeString(file, "version " + version);
    }

    private void ship(Path source) throws LaunchException {
        new Shipment(deploy, folder.resolve("record"), false).deliver(Map.of("cell.dns.jar", source));
    }
}
