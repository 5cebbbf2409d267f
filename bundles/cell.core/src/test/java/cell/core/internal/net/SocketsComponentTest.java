package cell.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.net.Endpoint;
import cell.core.internal.Await;
import cell.core.internal.FakeSettings;
import cell.core.internal.TestNamespace;
import cell.core.internal.command.CommandComponent;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsComponentTest {
    private static final String ASK_UDP = "import socket; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(5); "
            + "s.connect(('127.0.0.1', %d)); s.send(b'ping'); print(s.recv(99).decode())";
    private static final String ASK_TCP = "import socket; s=socket.create_connection(('127.0.0.1', %d), 5); print(s.recv(99).decode())";

    private final CommandComponent commands = new CommandComponent();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (var closing : opened) {
            closing.close();
        }
        commands.close();
    }

    @Test
    void opensOnTheHostWithTheOffsetButLeavesAFreePortAlone() throws IOException {
        int base = freePort() - 7;
        var sockets = sockets(7);

        try (var shifted = sockets.openTcp(Endpoint.host("127.0.0.1", base));
                var any = sockets.openUdp(Endpoint.host("127.0.0.1", 0))) {
            assertEquals(base + 7, portOf(shifted));
            assertTrue(((InetSocketAddress) any.getLocalAddress()).getPort() > 0);
        }
    }

    @Test
    void twoCellsWithDifferentOffsetsDoNotMeet() throws IOException {
        int base = freePort() - 20;
        try (var first = sockets(20).openUdp(Endpoint.host("127.0.0.1", base));
                var second = sockets(21).openUdp(Endpoint.host("127.0.0.1", base))) {
            assertEquals(new InetSocketAddress("127.0.0.1", base + 20), first.getLocalAddress());
            assertEquals(new InetSocketAddress("127.0.0.1", base + 21), second.getLocalAddress());
        }
    }

    @Test
    void tellsATakenPortForTcpAndAlsoForUdp() throws IOException {
        var sockets = sockets(0);
        try (var tcp = sockets.openTcp(Endpoint.host("127.0.0.1", 0));
                var udp = sockets.openUdp(Endpoint.host("127.0.0.1", 0));
                var six = sockets.openUdp(Endpoint.host("::1", 0))) {
            int udpPort = ((InetSocketAddress) udp.getLocalAddress()).getPort();
            int sixPort = ((InetSocketAddress) six.getLocalAddress()).getPort();

            assertThrows(BindException.class, () -> sockets.openTcp(Endpoint.host("127.0.0.1", portOf(tcp))));
            assertThrows(BindException.class, () -> sockets.openUdp(Endpoint.host("127.0.0.1", udpPort)));
            assertThrows(BindException.class, () -> sockets.openUdp(Endpoint.host("::1", sixPort)));
            sockets.openUdp(Endpoint.host("0.0.0.0", udpPort)).close();
        }
    }

    @Test
    void refusesNamesAndPortsOutOfRange() {
        assertThrows(UnknownHostException.class, () -> sockets(0).openTcp(Endpoint.host("localhost", 0)));
        assertThrows(UnknownHostException.class, () -> sockets(0).openTcp(Endpoint.host("999.1.1.1", 0)));
        assertThrows(BindException.class, () -> sockets(1000).openTcp(Endpoint.host("127.0.0.1", 65_000)));
    }

    @Test
    void answersUdpInsideANamespaceAndNotOnTheHost() throws Exception {
        try (var namespace = TestNamespace.make("udp");
                var channel = sockets(5).openUdp(new Endpoint(namespace.name(), "127.0.0.1", 40_053))) {
            var answering = answering(() -> {
                var buffer = ByteBuffer.allocate(99);
                var client = channel.receive(buffer);
                channel.send(ByteBuffer.wrap("pong".getBytes(StandardCharsets.US_ASCII)), client);
                return null;
            });

            assertEquals("pong\n", namespace.inside("python3", "-c", String.format(ASK_UDP, 40_053)));
            answering.join();
            assertTrue(TestNamespace.run("python3", "-c", String.format(ASK_UDP, 40_053)).contains("refused"));
        }
    }

    @Test
    void answersTcpInsideANamespaceAndNotOnTheHost() throws Exception {
        try (var namespace = TestNamespace.make("tcp");
                var channel = sockets(5).openTcp(new Endpoint(namespace.name(), "127.0.0.1", 40_080))) {
            var answering = answering(() -> {
                try (var connection = channel.accept()) {
                    return connection.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.US_ASCII)));
                }
            });

            assertEquals("pong\n", namespace.inside("python3", "-c", String.format(ASK_TCP, 40_080)));
            answering.join();
            assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), 40_080).close());
        }
    }

    @Test
    void opensAHundredSocketsAtOnceEachInItsNamespace() throws Exception {
        var sockets = sockets(0);
        var pool = Executors.newFixedThreadPool(20);
        try (var first = TestNamespace.make("many");
                var second = TestNamespace.make("many")) {
            var work = new ArrayList<Callable<Channel>>();
            for (int i = 0; i < 50; i++) {
                int port = 41_000 + i;
                work.add(() -> sockets.openTcp(new Endpoint(first.name(), "127.0.0.1", port)));
                work.add(() -> sockets.openUdp(new Endpoint(second.name(), "127.0.0.1", port)));
            }
            for (var channel : pool.invokeAll(work)) {
                opened.add(channel.get());
            }

            assertEquals(50, first.inside("ss", "-Hltn").lines().count());
            assertEquals(0, first.inside("ss", "-Hlun").lines().count());
            assertEquals(50, second.inside("ss", "-Hlun").lines().count());
            assertEquals(0, second.inside("ss", "-Hltn").lines().count());
            Await.until("no thread is left", () -> threads("cell-netns") == 0);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void noThreadStaysInANamespace() throws Exception {
        try (var namespace = TestNamespace.make("stay")) {
            sockets(0).openTcp(new Endpoint(namespace.name(), "127.0.0.1", 0)).close();

            var tasks = "/proc/" + ProcessHandle.current().pid() + "/task";
            Await.until(
                    "all threads are in one namespace",
                    () -> TestNamespace.run("sh", "-c", "readlink " + tasks + "/*/ns/net | sort -u | wc -l").strip().equals("1"));
        }
    }

    @Test
    void tellsAMissingNamespaceAndOneThatIsNone() throws IOException {
        var missing = assertThrows(CellException.class, () -> sockets(0).openUdp(new Endpoint("no-such", "127.0.0.1", 0)));

        assertEquals(CellException.Kind.UNAVAILABLE, missing.kind());
        assertEquals("there is no network namespace 'no-such'", missing.getMessage());
    }

    @Test
    void tellsAnAddressThatIsNotInTheNamespace() {
        try (var namespace = TestNamespace.make("addr")) {
            assertThrows(BindException.class, () -> sockets(0).openUdp(new Endpoint(namespace.name(), "10.77.0.1", 53)));
        }
    }

    private SocketsComponent sockets(int offset) {
        var component = new SocketsComponent(TestNetConfig.of(""), new FakeSettings(folder, offset), commands);
        opened.add(component::close);
        return component;
    }

    private static CompletableFuture<Object> answering(Callable<Object> work) {
        var done = new CompletableFuture<Object>();
        new Thread(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }, "test-answering").start();
        return done;
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(prefix)).count();
    }

    private static int portOf(ServerSocketChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static int freePort() throws IOException {
        try (var probe = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return portOf(probe);
        }
    }
}
