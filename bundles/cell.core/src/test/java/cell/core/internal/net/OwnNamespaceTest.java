package cell.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.command.Command;
import cell.api.command.CommandResult;
import cell.api.command.CommandRunner;
import cell.api.error.CellException;
import cell.api.net.Endpoint;
import cell.core.internal.Await;
import cell.core.internal.FakeSettings;
import cell.core.internal.TestNamespace;
import cell.core.internal.command.CommandComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The offset makes names that no cell of this machine has: {@code cell-N} with N above what a port can be. */
class OwnNamespaceTest {
    private static final int OFFSET = 1_000_000 + (int) (ProcessHandle.current().pid() % 900_000);
    private static final String NAME = "cell-" + OFFSET;

    private final CommandComponent commands = new CommandComponent();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void privilege() {
        TestNamespace.requirePrivilege();
    }

    @AfterEach
    void close() throws Exception {
        for (var closing : opened) {
            closing.close();
        }
        commands.close();
    }

    @Test
    void isMadeWithTheCellsAddressAndRemovedAgain() throws Exception {
        var sockets = start("auto", new FakeSettings(folder, OFFSET));

        assertEquals(Optional.of(NAME), sockets.cellNamespace());
        assertEquals(Optional.empty(), sockets.namespaceReason());
        sockets.openTcp(new Endpoint(NAME, "10.77.0.1", 80)).close();
        sockets.openUdp(new Endpoint(NAME, "127.0.0.1", 53)).close();

        sockets.close();
        assertFalse(TestNamespace.exists(NAME));
        assertEquals(Optional.empty(), sockets.cellNamespace());
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void followsTheCellsAddressAlsoWhenAServerIsFaster() throws Exception {
        var settings = new FakeSettings(folder, OFFSET);
        var sockets = start("auto", settings);
        sockets.openTcp(new Endpoint(NAME, "10.77.0.1", 80)).close();
        var before = settings.current();

        settings.change("10.78.0.0/16");
        sockets.openTcp(new Endpoint(NAME, "10.78.0.1", 80)).close();
        sockets.changed(before, settings.current());

        assertFalse(TestNamespace.run("ip", "-n", NAME, "address").contains("10.77.0.1"));
    }

    @Test
    void hearsOfAChangeByItself() throws Exception {
        var settings = new FakeSettings(folder, OFFSET);
        var sockets = start("auto", settings);
        assertTrue(sockets.cellNamespace().isPresent());

        settings.change("10.79.0.0/24");
        sockets.changed(FakeSettings.with("10.77.0.0/24"), settings.current());

        Await.until("the new address is there", () -> TestNamespace.run("ip", "-n", NAME, "address").contains("10.79.0.1/32"));
    }

    @Test
    void oneThatAKilledCellLeftBehindIsTakenOver() throws Exception {
        TestNamespace.run("ip", "netns", "add", NAME);
        TestNamespace.run("ip", "-n", NAME, "address", "add", "10.66.0.1/32", "dev", "lo");
        new OwnershipMark(folder).set(NamespaceEntry.FOLDER.resolve(NAME));

        var sockets = start("auto", new FakeSettings(folder, OFFSET));
        assertEquals(Optional.of(NAME), sockets.cellNamespace());
        var addresses = TestNamespace.run("ip", "-n", NAME, "-o", "-4", "address");
        assertTrue(addresses.contains("10.77.0.1/32") && !addresses.contains("10.66.0.1"), addresses);

        sockets.close();
        assertFalse(TestNamespace.exists(NAME));
    }

    @Test
    void oneOfSomebodyElseIsNotTakenWithoutBeingNamed() {
        TestNamespace.run("ip", "netns", "add", NAME);
        try {
            var sockets = start("auto", new FakeSettings(folder, OFFSET));

            assertEquals(Optional.empty(), sockets.cellNamespace());
            assertTrue(sockets.namespaceReason().orElseThrow().contains("did not make is there already"), sockets.namespaceReason()::get);
            assertThrows(CellException.class, () -> sockets.openTcp(new Endpoint(NAME, "127.0.0.1", 0)));
        } finally {
            TestNamespace.run("ip", "netns", "del", NAME);
        }
    }

    @Test
    void oneThatIsNamedIsUsedAndLeftAsItWas() throws Exception {
        try (var namespace = TestNamespace.make("named")) {
            var before = namespace.inside("ip", "-o", "address");
            var sockets = start(namespace.name(), new FakeSettings(folder, 3));
            assertEquals(Optional.of(namespace.name()), sockets.cellNamespace());
            sockets.openTcp(new Endpoint(namespace.name(), "10.77.0.1", 80)).close();

            sockets.close();
            assertEquals(before, namespace.inside("ip", "-o", "address"));
        }
    }

    @Test
    void staysWhileAProcessLivesInIt() throws Exception {
        var sockets = start("auto", new FakeSettings(folder, OFFSET));
        assertTrue(sockets.cellNamespace().isPresent());
        var tenant = new ProcessBuilder("nsenter", "--net=/run/netns/" + NAME, "sleep", "300").start();
        try {
            Await.until("it lives there", () -> !TestNamespace.run("ip", "netns", "pids", NAME).isBlank());
            sockets.close();
            assertTrue(TestNamespace.exists(NAME));
        } finally {
            tenant.destroyForcibly().waitFor();
            start("auto", new FakeSettings(folder, OFFSET)).cellNamespace();
        }
    }

    @Test
    void isMadeAgainWhenItVanishes() throws Exception {
        var sockets = start("auto", new FakeSettings(folder, OFFSET));
        assertTrue(sockets.cellNamespace().isPresent());
        TestNamespace.run("ip", "netns", "del", NAME);

        sockets.openTcp(new Endpoint(NAME, "10.77.0.1", 80)).close();
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        assertEquals("no network namespace is configured: namespace in cell.net is empty",
                start("", new FakeSettings(folder, 0)).namespaceReason().orElseThrow());
        var lacking = new SocketsComponent(TestNetConfig.of("auto"), new FakeSettings(folder, OFFSET), new CommandRunner() {
            @Override
            public CommandResult run(Command command) {
                throw CellException.unavailable("the tool ip is missing: install the package iproute2 (Debian: apt install iproute2)");
            }

            @Override
            public Optional<Path> find(String tool) {
                return Optional.empty();
            }
        });
        opened.add(lacking::close);
        assertEquals(
                "the tool ip is missing: install the package iproute2 (Debian: apt install iproute2)",
                lacking.namespaceReason().orElseThrow());
        var refused = assertThrows(IllegalArgumentException.class, () -> start("a/b", new FakeSettings(folder, 0)));
        assertEquals("cell.net: namespace=a/b is neither auto, nor empty, nor a name of a namespace", refused.getMessage());
    }

    private SocketsComponent start(String namespace, FakeSettings settings) {
        var component = new SocketsComponent(TestNetConfig.of(namespace), settings, commands);
        opened.add(component::close);
        return component;
    }
}
