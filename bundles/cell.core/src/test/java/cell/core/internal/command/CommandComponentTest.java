package cell.core.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.command.Command;
import cell.api.error.CellException;
import cell.core.internal.Await;
import cell.core.internal.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandComponentTest {
    private final CommandComponent commands = new CommandComponent();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws InterruptedException {
        commands.close();
    }

    @Test
    void tellsOutputErrorsAndExitCode() {
        var result = commands.run(sh("echo out; echo err >&2; exit 3"));

        assertEquals(3, result.exitCode());
        assertFalse(result.ok());
        assertEquals("out\n", result.stdout());
        assertEquals("err\n", result.stderr());
    }

    @Test
    void passesEachWordAsItStands() {
        var result = commands.run(Command.of("printf", "%s|", "a b", "$HOME", "`id`", "x;y", "*"));

        assertEquals("a b|$HOME|`id`|x;y|*|", result.stdout());
    }

    @Test
    void feedsMoreThanAPipeHolds() {
        var input = "ü".repeat(400_000);

        assertEquals(input, commands.run(Command.of("cat").reading(input.getBytes(StandardCharsets.UTF_8))).stdout());
    }

    @Test
    void doesNotMindAToolThatLeavesItsInputUnread() {
        assertTrue(commands.run(Command.of("true").reading(new byte[1 << 20])).ok());
    }

    @Test
    void givesACleanEnvironment() {
        var lines = commands.run(Command.of("env")).stdout().lines().map(line -> line.replaceAll("=.*", "")).sorted().toList();

        assertEquals(java.util.List.of("CELL_COMMAND", "LC_ALL", "PATH"), lines);
    }

    @Test
    void stopsAToolThatWritesTooMuch() {
        var refused = assertThrows(CellException.class, () -> commands.run(Command.of("yes").keeping(100_000)));

        assertEquals(CellException.Kind.UNAVAILABLE, refused.kind());
        assertEquals("the tool yes wrote more than allowed and was stopped", refused.getMessage());
    }

    @Test
    void keepsOutputOfExactlyTheLimit() {
        assertEquals(5, commands.run(Command.of("printf", "12345").keeping(5)).stdout().length());
        assertThrows(CellException.class, () -> commands.run(Command.of("printf", "123456").keeping(5)));
    }

    @Test
    void killsAlsoWhatIgnoresTermAndWhatItLeftToInit() throws Exception {
        var pids = folder.resolve("pids");
        var script = "trap '' TERM; echo $$ >> PIDS; (trap '' TERM; echo $BASHPID >> PIDS; sleep 300 & echo $! >> PIDS; wait) & "
                + "(setsid sleep 300 & echo $! >> PIDS); wait; sleep 300";

        var refused = assertThrows(
                CellException.class,
                () -> commands.run(Command.of("bash", "-c", script.replace("PIDS", pids.toString())).within(Duration.ofSeconds(1))));

        assertEquals("the tool bash did not end within 1 s and was stopped", refused.getMessage());
        var started = Files.readAllLines(pids);
        assertEquals(4, started.size());
        for (var pid : started) {
            Await.until(pid + " has ended", () -> !ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void countsABackgroundChildThatKeepsTheOutputAsRunning() {
        assertThrows(CellException.class, () -> commands.run(sh("sleep 0.5; sleep 300 &").within(Duration.ofSeconds(1))));
    }

    @Test
    void saysWhatToInstallForAMissingTool() {
        var refused = assertThrows(CellException.class, () -> commands.run(Command.of("no-such-tool-here", "secret")));

        assertEquals(CellException.Kind.UNAVAILABLE, refused.kind());
        assertEquals("the tool no-such-tool-here is missing: install the package that brings it", refused.getMessage());
        assertEquals("the tool nft is missing: install the package nftables (Debian: apt install nftables)",
                assertThrows(CellException.class, () -> new Tools().require("/nowhere/nft")).getMessage());
    }

    @Test
    void findsToolsOnlyInTheSystemsFolders() {
        assertTrue(commands.find("sh").isPresent());
        assertTrue(commands.find("../bin/sh").isEmpty());
        assertTrue(commands.find("").isEmpty());
    }

    @Test
    void refusesNulInAWord() {
        assertThrows(IllegalArgumentException.class, () -> Command.of("echo", "a\0b"));
    }

    @Test
    void runsInANetworkNamespace() {
        try (var namespace = TestNamespace.make("cmd")) {
            var links = commands.run(Command.of("ip", "-o", "link").inNamespace(namespace.name())).stdout();

            assertEquals(1, links.lines().count(), links);
        }
    }

    @Test
    void tellsAMissingNamespaceAndRefusesAPathAsItsName() {
        var missing = assertThrows(CellException.class, () -> commands.run(Command.of("true").inNamespace("no-such")));

        assertEquals("there is no network namespace 'no-such'", missing.getMessage());
        assertThrows(IllegalArgumentException.class, () -> commands.run(Command.of("true").inNamespace("../../proc/1/ns/net")));
    }

    @Test
    void killsWhatRunsWhenItGoes() throws Exception {
        var started = folder.resolve("started");
        var waiting = CompletableFuture.supplyAsync(
                () -> commands.run(sh("echo $$ > " + started + "; sleep 300")),
                work -> new Thread(work, "test-command").start());
        Await.until("the tool runs", () -> Files.exists(started) && Files.size(started) > 1);

        commands.close();

        var ended = assertThrows(CompletionException.class, waiting::join);
        assertEquals(CellException.Kind.UNAVAILABLE, assertInstanceOf(CellException.class, ended.getCause()).kind());
        var pid = Long.parseLong(Files.readString(started).strip());
        Await.until("it has ended", () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        assertThrows(CellException.class, () -> commands.run(Command.of("true")));
        Await.until("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("cell-command")));
    }

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }
}
