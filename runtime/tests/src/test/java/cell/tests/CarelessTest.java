package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a careless hand does to the folders of a running cell. */
class CarelessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager.local.cfg";

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    private static String log() throws IOException {
        return Files.readString(home.resolve("logs/cell.log"));
    }

    @Test
    void aDeployFolderThatIsDeletedAndMadeAgainIsStillWatched() throws IOException {
        var away = Files.move(cell.deploy(), home.resolve("away"));
        await("the sample is gone", LIMIT, () -> cell.get("/api/sample").statusCode() == 404);
        await("health tells it", LIMIT, () -> cell.json("/api/services/status").path("deploy").path("reason").asText().contains("folder is missing"));
        Files.createDirectory(cell.deploy());
        Files.copy(away.resolve("cell.sample.jar"), cell.deploy().resolve("cell.sample.jar"));
        await("the sample is back", LIMIT, () -> cell.get("/api/sample").statusCode() == 200);
    }

    @Test
    void theConsolesDefaultPasswordDoesNotCountWhileItsFileIsAway() throws IOException {
        var file = cell.config().resolve(CONSOLE);
        var text = Files.readString(file);
        Files.delete(file);
        var pid = CONSOLE.substring(0, CONSOLE.length() - ".local.cfg".length());
        await("the file is missed", LIMIT, () -> log().contains("Configuration " + pid + " is in force"));
        assertEquals(401, console("admin:admin"));
        Files.writeString(file, text);
    }

    private static int console(String login) {
        var credentials = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return cell.send(HttpRequest.newBuilder(cell.uri("/system/console/bundles")).header("Authorization", "Basic " + credentials).build())
                .statusCode();
    }

    @Test
    void aHugeFileInTheConfigurationFolderIsToldAndNotRead() throws IOException {
        var file = Files.writeString(cell.config().resolve("huge.cfg"), "#".repeat((1 << 20) + 1));
        await("it is told", LIMIT, () -> log().contains("The configuration file for huge cannot be read"));
        Files.delete(file);
    }

    @Test
    void anExtensionOfTheFrameworkIsRefusedAndTheCellGoesOn() throws IOException {
        BundleMaker.named("x.extension").header("Fragment-Host", "system.bundle; extension:=framework")
                .dropAs(cell.deploy().resolve("x.extension.jar"));
        await("it is in the quarantine", LIMIT, () -> BundleMaker.files(home.resolve("quarantine")).stream()
                .anyMatch(found -> found.getFileName().toString().startsWith("x.extension-")));
        assertTrue(Files.notExists(cell.deploy().resolve("x.extension.jar")));
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    @Test
    void aCharsetThatNobodyKnowsIsTheClientsFault() {
        var request = HttpRequest.newBuilder(cell.uri("/api/config"))
                .header("Content-Type", "application/json; charset=nope")
                .PUT(BodyPublishers.ofString("{}"))
                .build();
        assertEquals(415, cell.send(request).statusCode());
    }

    @Test
    void aTimeBeyondAllCalendarsIsTheClientsFault() {
        assertEquals(400, cell.get("/api/health/history?since=-999999999-01-01T00:00:00Z").statusCode());
    }
}
