package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A neighbour in a network namespace of its own knocks at a cell that runs in another: at its address, and at its loopback through a
 * firewall that somebody has opened by mistake. The host's own network is not touched.
 */
class BoundaryNetworkTest {
    private static final String HERE = "10.203.7.1";
    private static final int OFFSET = 4_180;
    private static final int PORT = 3_000 + OFFSET;

    @TempDir
    private Path home;

    private final String host = "cellbh" + ProcessHandle.current().pid();
    private final String neighbour = "cellbn" + ProcessHandle.current().pid();
    private final Deque<List<String>> undo = new ArrayDeque<>();
    private Process cell;

    @BeforeEach
    void join() throws Exception {
        assumeTrue(run("id", "-u").equals("0"), "network namespaces need root");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "nft is missing (package nftables)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is missing (package curl)");
        namespace(host);
        namespace(neighbour);
        must("ip", "-n", host, "link", "add", "veth0", "type", "veth", "peer", "name", "veth1", "netns", neighbour);
        must("ip", "-n", host, "addr", "add", HERE + "/24", "dev", "veth0");
        must("ip", "-n", neighbour, "addr", "add", "10.203.7.2/24", "dev", "veth1");
        must("ip", "-n", host, "link", "set", "veth0", "up");
        must("ip", "-n", neighbour, "link", "set", "veth1", "up");
        startCell();
    }

    private void namespace(String name) throws Exception {
        assumeTrue(start("ip", "netns", "add", name).waitFor() == 0, "no network namespace can be made here");
        undo.push(List.of("ip", "netns", "del", name));
        must("ip", "-n", name, "link", "set", "lo", "up");
    }

    private void startCell() throws Exception {
        var builder = new ProcessBuilder("nsenter", "--net=/run/netns/" + host, CellProcess.ROOT.resolve("runtime/bin/cell").toString(), "run",
                "--no-install", "--home", home.toString(), "--port-offset", Integer.toString(OFFSET));
        builder.environment().put("JAVA_HOME", Path.of(System.getProperty("cell.java")).getParent().getParent().toString());
        var output = home.resolve("output.txt");
        cell = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        CellProcess.await("the cell is ready", Duration.ofSeconds(90), () -> Files.readString(output).contains("Ctrl-C stops it"));
    }

    @AfterEach
    void leave() throws Exception {
        if (cell != null) {
            cell.destroy();
            assertTrue(cell.waitFor(30, TimeUnit.SECONDS));
        }
        while (!undo.isEmpty()) {
            start(undo.pop().toArray(String[]::new)).waitFor();
        }
    }

    @Test
    void hearsNoNeighbourAndLooksAtTheAddressOfOneThatIsLedToItsLoopback() throws Exception {
        assertEquals("200", ask(host, "127.0.0.1"));
        assertEquals("000", ask(neighbour, HERE), "something listens on the network");

        must("nsenter", "--net=/run/netns/" + host, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet");
        must("nsenter", "--net=/run/netns/" + host, "nft", "table ip t { chain c { type nat hook prerouting priority -100; tcp dport " + PORT
                + " dnat to 127.0.0.1:" + PORT + " ; } ; }");
        assertEquals("403", ask(neighbour, HERE, "-H", "X-Forwarded-For: 127.0.0.1"));
        var body = curl(neighbour, HERE, "-i");
        assertTrue(body.contains("\"service\":\"cell\"") && body.contains("on this machine only"), body);
        assertNotEquals("200", ask(neighbour, HERE, "-X", "POST", "-H", "Origin: http://localhost:" + PORT));
    }

    private String ask(String namespace, String address, String... options) throws Exception {
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        return curl(namespace, address, all.toArray(String[]::new));
    }

    private static String curl(String namespace, String address, String... options) throws Exception {
        var all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace, "curl", "-s", "-m", "10", "--noproxy", "*",
                "-H", "Host: localhost:" + PORT));
        all.addAll(List.of(options));
        all.add("http://" + address + ":" + PORT + "/api/health");
        return run(all.toArray(String[]::new));
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String run(String... command) throws Exception {
        var process = start(command);
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return text;
    }

    private static void must(String... command) throws Exception {
        var process = start(command);
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + text);
    }
}
