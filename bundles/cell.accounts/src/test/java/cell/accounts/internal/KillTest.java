package cell.accounts.internal;

import static cell.accounts.internal.fixture.TestCell.HOME;
import static cell.accounts.internal.fixture.TestCell.OTHER;
import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.event.AccountEvents;
import cell.accounts.internal.fixture.CountingArgon2;
import cell.accounts.internal.fixture.TestCell;
import cell.accounts.internal.store.AccountsSchema;
import cell.api.account.Person;
import cell.api.health.ServiceStatus.Level;
import cell.testing.RecordedEvents;
import cell.testing.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a process with SIGKILL at every point of a change, one after the other, and looks at what the next start makes of it. */
class KillTest {
    private static final int FEWEST_POINTS = 8;
    private static final int MOST_POINTS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(KillScenario.class)
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKillAnywhereLeavesAllOrNothing(KillScenario scenario) throws Exception {
        var outcomes = new ArrayList<Boolean>();
        for (int point = 1; point <= MOST_POINTS; point++) {
            var home = Files.createDirectories(folder.resolve("point-" + point));
            var said = runAndKill(home, scenario, point);
            var happened = recover(home, scenario, said);
            if (said.equals(StopPoint.DONE)) {
                assertTrue(happened);
                break;
            }
            outcomes.add(happened);
        }
        assertTrue(outcomes.size() >= FEWEST_POINTS && outcomes.size() < MOST_POINTS, "points: " + outcomes.size());
        assertFalse(outcomes.get(0), "not yet decided");
        assertEquals(outcomes.stream().sorted().toList(), outcomes, "once it is decided it happens");
    }

    /** Tells what the process said last: which point it reached, or that it was done. */
    private static String runAndKill(Path home, KillScenario scenario, int point) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                KillScenario.class.getName(), home.toString(), scenario.name(), String.valueOf(point));
        var log = home.resolve("child.log").toFile();
        var process = new ProcessBuilder(command).redirectError(log).start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var line = output.readLine();
            assertTrue(line != null, () -> "the process failed: " + read(log.toPath()));
            return line;
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        }
    }

    /** Starts again, checks that nothing is half done, and tells whether the change happened. */
    private static boolean recover(Path home, KillScenario scenario, String said) {
        var database = new SqliteStore(home).open(AccountsSchema.SERVICE, AccountsSchema.MIGRATIONS);
        try {
            var hasher = TestCell.hasher(new CountingArgon2());
            var accounts = new AccountsDomain(database, Clock.systemUTC(), hasher, new AccountEvents(new RecordedEvents()));
            var email = new FileService(home, "email", new StopPoint(0));
            var files = new FileService(home, "files", new StopPoint(0));
            accounts.addService(email);
            accounts.addService(files);
            accounts.round();

            var services = accounts.find("alice").map(Person::services).orElse(Set.of());
            assertEquals(services.contains("email"), email.active().contains("alice"), said);
            assertEquals(services.contains("files"), files.active().contains("alice"), said);
            assertEquals(List.of(), email.prepared(), said);
            assertEquals(List.of(), files.prepared(), said);
            assertEquals(Level.ONLINE, accounts.status().level(), said);
            assertEquals(services.contains("email"), accounts.authenticate("email", "alice", SECRET, HOME).ok(), said);
            assertEquals(services.contains("files"), accounts.authenticate("files", "alice", OTHER, HOME).ok(), said);
            assertTrue(services.equals(scenario.before) || services.equals(scenario.after), said + ": " + services);
            return services.equals(scenario.after);
        } finally {
            database.close();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
