package cell.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator uses it, in a home whose name has spaces and umlauts. The tests follow one cell through its life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandTest {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Pattern PASSWORD = Pattern.compile("user admin, password ([a-z2-9]{24}) \\(shown this once\\)");

    @TempDir
    static Path folder;

    private static String gitBefore;
    private static Path home;
    private static CellProcess cell;

    @BeforeAll
    static void startTheFirstCell() throws Exception {
        gitBefore = git();
        home = folder.resolve("Haus Müller's cell");
        cell = CellProcess.start(home);
    }

    @AfterAll
    static void stopIt() {
        cell.close();
    }

    @Test
    @Order(1)
    void runSaysHowLongItTookWhatListensWhereAndTheFirstPassword() {
        var printed = cell.printed();
        assertTrue(Pattern.compile("The cell is ready after \\d+\\.\\d s\\.").matcher(printed).find(), printed);
        assertTrue(printed.contains("http://localhost:" + cell.port() + "/api"), printed);
        assertTrue(printed.contains("http://localhost:" + cell.port() + "/system/console"), printed);
        assertTrue(PASSWORD.matcher(printed).find(), printed);
    }

    @Test
    @Order(2)
    void theFirstPasswordOpensTheConsoleAndAWrongOneDoesNot() {
        var match = PASSWORD.matcher(cell.printed());
        assertTrue(match.find());
        assertEquals(200, console("admin:" + match.group(1)));
        assertEquals(401, console("admin:" + match.group(1).toUpperCase(java.util.Locale.ROOT)));
        assertEquals(401, console("admin:admin"));
    }

    @Test
    @Order(3)
    void thePasswordIsNowhereInTheHome() throws Exception {
        var match = PASSWORD.matcher(cell.printed());
        assertTrue(match.find());
        var password = match.group(1);
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.endsWith("output.txt")).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(password), file.toString());
            }
        }
    }

    @Test
    @Order(4)
    void statusAndLogsReadTheRunningCell() throws Exception {
        var command = CellCommand.ofCheckout();
        var status = command.run("status", "--home", home.toString());
        assertEquals(0, status.code(), status.toString());
        assertTrue(status.out().startsWith("The cell runs as process " + cell.pid() + " and is "), status.out());
        var json = command.run("status", "--json", "--home", home.toString()).json();
        assertTrue(json.path("running").asBoolean());
        assertEquals(cell.pid(), json.path("pid").asLong());
        assertEquals(cell.port(), json.path("port").asInt());
        assertTrue(json.path("health").has("status"), json.toString());
        var logs = command.run("logs", "--home", home.toString());
        assertEquals(0, logs.code());
        assertTrue(logs.out().contains(" INFO "), logs.out());
    }

    @Test
    @Order(5)
    void aHomeInUseIsRefused() {
        var second = CellCommand.ofCheckout();
        var offset = Integer.toString(CellProcess.freeOffset());
        var run = second.run("run", "--no-install", "--home", home.toString(), "--port-offset", offset);
        var start = second.run("start", "--no-install", "--home", home.toString(), "--port-offset", offset);
        assertAll(
                () -> Sentences.assertOne("A cell is running in this home already", run),
                () -> Sentences.assertOne("a cell is running in this home already (process " + cell.pid() + ")", start));
    }

    @Test
    @Order(6)
    void aPortInUseIsRefused() throws Exception {
        var other = Files.createDirectory(folder.resolve("port"));
        var result = CellCommand.ofCheckout()
                .run("start", "--no-install", "--home", other.toString(), "--port-offset", Integer.toString(cell.offset()));
        Sentences.assertOne("Port " + cell.port() + " cannot be had (address already in use): stop what uses it, or start", result);
        assertFalse(Files.exists(other.resolve("data/cell.pid")));
    }

    @Test
    @Order(7)
    void logsFollow() throws Exception {
        var process = CellCommand.ofCheckout().builder("logs", "-f", "--home", home.toString()).start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            CellProcess.await("the log's end was shown", PATIENT, () -> lines.ready() && lines.readLine() != null);
            while (lines.ready()) {
                lines.readLine();
            }
            Files.writeString(cell.config().resolve("cell.tests.follow.cfg"), "a=1\n");
            CellProcess.await("the new line was shown", PATIENT, () -> lines.readLine().contains("cell.tests.follow"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    @Order(8)
    void aSecondCellLivesBesideInTheBackground() {
        var command = CellCommand.ofCheckout();
        var second = folder.resolve("second").toString();
        var offset = CellProcess.freeOffset();
        var started = command.run("start", "--json", "--no-install", "--home", second, "--port-offset", Integer.toString(offset));
        try {
            assertEquals(0, started.code(), started.toString());
            assertEquals(3000 + offset, started.json().path("port").asInt());
            assertTrue(PASSWORD.matcher(started.err()).find(), started.err());
            assertEquals(200, cell.get("/api/health").statusCode());
        } finally {
            long began = System.nanoTime();
            var stopped = command.run("stop", "--json", "--home", second);
            var took = Duration.ofNanos(System.nanoTime() - began);
            assertEquals(0, stopped.code(), stopped.toString());
            assertEquals("{\"running\":false}", stopped.out().strip());
            assertTrue(took.compareTo(QUICK) < 0, "stop took " + took);
        }
        assertEquals(3, command.run("status", "--home", second).code());
        assertEquals("{\"running\":false}", command.run("status", "--json", "--home", second).out().strip());
        assertEquals(0, command.run("stop", "--home", second).code());
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    @Test
    @Order(9)
    void sigintEndsItCleanlyAndTheNextStartShowsNoPassword() {
        var ended = cell.end("INT");
        assertEquals(130, ended.code());
        assertTrue(ended.took().compareTo(QUICK) < 0, "it took " + ended.took());
        assertFalse(Files.exists(home.resolve("data/cell.pid")));
        cell.start();
        assertFalse(cell.printed().contains("password"), cell.printed());
    }

    @Test
    @Order(10)
    void aKilledCellIsNotTakenForARunningOneAndStartsAgain() {
        cell.kill();
        assertEquals(3, CellCommand.ofCheckout().run("status", "--home", home.toString()).code());
        cell.start();
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    @Test
    @Order(11)
    void sigtermEndsItCleanly() {
        var ended = cell.end("TERM");
        assertEquals(143, ended.code());
        assertTrue(ended.took().compareTo(QUICK) < 0, "it took " + ended.took());
    }

    @Test
    @Order(12)
    void aDamagedBundleCacheIsMadeAnew() throws Exception {
        try (var files = Files.walk(home.resolve("data/osgi"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "");
            }
        }
        cell.start();
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    @Test
    @Order(13)
    void allThisLeavesTheCheckoutClean() throws Exception {
        assertEquals(gitBefore, git());
    }

    private static int console(String credentials) {
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return cell.send(HttpRequest.newBuilder(cell.uri("/system/console/bundles")).header("Authorization", "Basic " + basic).build())
                .statusCode();
    }

    private static String git() throws Exception {
        var process = new ProcessBuilder("git", "status", "--porcelain").directory(CellProcess.ROOT.toFile()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
