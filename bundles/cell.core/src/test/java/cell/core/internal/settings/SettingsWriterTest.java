package cell.core.internal.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.error.CellException.Kind;
import cell.api.error.FieldError;
import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.net.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsWriterTest {
    private static final Map<String, String> DEFAULTS = Map.of(
            "cell_name", "personal-internet-cell",
            "domain", "cell.local",
            "ip_range", "10.0.0.0/24",
            "wireguard_port", "51820",
            "dns_port", "53",
            "dhcp_range", "10.0.0.100-10.0.0.200");

    @TempDir
    Path folder;

    private final FakeSurroundings around = new FakeSurroundings();
    private Path local;
    private Path memory;

    @BeforeEach
    void defaults() throws IOException {
        Files.writeString(folder.resolve("cell.core.cfg"), new CfgText("# shipped\n").with(DEFAULTS).text());
        local = folder.resolve("cell.core.local.cfg");
        memory = folder.resolve("settings.properties");
    }

    private SettingsWriter start() {
        return start(Duration.ofSeconds(10));
    }

    private SettingsWriter start(Duration patience) {
        return new SettingsWriter(new SettingsFiles(folder), new Memory(memory), around, 0, patience);
    }

    private static String value(SettingsWriter writer, Key key) {
        return key.text(writer.state().accepted().config());
    }

    private static List<String> formers(SettingsWriter writer) {
        return writer.state().accepted().formerDomains().stream().map(DomainName::text).toList();
    }

    private static CellException refused(SettingsWriter writer, Map<String, Object> wanted) {
        var before = writer.state();
        var failure = assertThrows(CellException.class, () -> writer.change(wanted, false));
        assertEquals(before, writer.state(), "nothing changes");
        return failure;
    }

    private static List<String> fields(CellException failure) {
        return failure.details().stream().map(FieldError::field).toList();
    }

    @Test
    void changesOnlyWhatIsSentAndKeepsTheRestOfTheFile() throws IOException {
        Files.writeString(local, "# my note\ndns_port=5353\n");
        var writer = start();
        writer.change(Map.of("cell_name", "my-cell"), false);
        assertEquals("# my note\ndns_port=5353\ncell_name=my-cell\n", Files.readString(local));
        assertEquals("my-cell", value(writer, Key.CELL_NAME));
        assertEquals("5353", value(writer, Key.DNS_PORT));
        assertEquals(writer.state(), start().state(), "also after a restart");
    }

    @Test
    void refusesAllOfARequestAndNamesEachBadKey() {
        var failure = refused(start(), Map.of("cell_name", "", "domain", "a b", "dns_port", "53", "colour", "red", "wireguard_port", 1.5));
        assertEquals(Kind.INVALID, failure.kind());
        assertEquals(List.of("cell_name", "colour", "dns_port", "domain", "wireguard_port"), fields(failure).stream().sorted().toList());
        assertFalse(Files.exists(local));
    }

    @Test
    void takesBackWhatAGetSaid() {
        var writer = start();
        writer.change(Map.of("domain", "new.home", "former_domains", List.of()), false);
        writer.change(Map.of("cell_name", "x", "former_domains", List.of("cell.local")), false);
        assertEquals(List.of("former_domains"), fields(refused(writer, Map.of("former_domains", List.of("other.home")))));
    }

    @Test
    void movesTheDhcpRangeAlongWithTheNetwork() throws IOException {
        var writer = start();
        writer.change(Map.of("ip_range", "192.168.1.0/24"), false);
        assertEquals("192.168.1.100-192.168.1.200", value(writer, Key.DHCP_RANGE));
        assertEquals(List.of("dhcp_range"), fields(refused(writer, Map.of("ip_range", "192.168.2.0/26"))));
        writer.change(Map.of("ip_range", "192.168.2.0/26", "dhcp_range", "192.168.2.10-192.168.2.20"), false);
        assertEquals("192.168.2.10-192.168.2.20", value(writer, Key.DHCP_RANGE));
        assertEquals(writer.state(), start().state(), "also after a restart");
    }

    @Test
    void keepsADhcpRangeThatWasSentAlthoughItIsTheOneInForce() throws IOException {
        Files.writeString(local, "ip_range=10.0.5.0/24\n");
        var writer = start();
        assertEquals("10.0.5.100-10.0.5.200", value(writer, Key.DHCP_RANGE));
        writer.change(Map.of("ip_range", "10.0.0.0/16", "dhcp_range", "10.0.5.100-10.0.5.200"), false);
        assertEquals("10.0.5.100-10.0.5.200", value(writer, Key.DHCP_RANGE));
    }

    @Test
    void listsWhoWouldBeOutsideUnlessAllMayMove() {
        var plan = new FakePlan("10.0.0.7", "10.0.0.150");
        around.plan = Optional.of(plan);
        var writer = start();
        var failure = refused(writer, Map.of("ip_range", "192.168.1.0/24"));
        assertEquals(Kind.CONFLICT, failure.kind());
        assertEquals(List.of("10.0.0.7 of of 10.0.0.7 (peers) is outside 192.168.1.0/24", "10.0.0.150 of of 10.0.0.150 (peers) is outside 192.168.1.0/24"),
                failure.details().stream().map(FieldError::message).toList());
        writer.change(Map.of("ip_range", "192.168.1.0/24"), true);
        assertEquals("[192.168.1.7, 192.168.1.150]", plan.addresses.toString());
        assertEquals(Optional.empty(), writer.state().accepted().move());
        writer.change(Map.of("ip_range", "192.168.0.0/16", "dhcp_range", "192.168.9.1-192.168.9.9"), false);
    }

    @Test
    void takesAllBackWhenTheAddressesDoNotFit() throws IOException {
        around.plan = Optional.of(new FakePlan("10.0.0.150"));
        var writer = start();
        var remembered = Files.readString(memory);
        var wanted = Map.<String, Object>of("ip_range", "10.1.0.0/25", "dhcp_range", "10.1.0.10-10.1.0.20");
        assertEquals(Kind.CONFLICT, assertThrows(CellException.class, () -> writer.change(wanted, true)).kind());
        assertEquals("10.0.0.0/24", value(writer, Key.IP_RANGE));
        assertFalse(Files.exists(local));
        assertEquals(remembered, Files.readString(memory));
    }

    @Test
    void finishesARenumberingThatACrashCutOff() throws IOException {
        var plan = new FakePlan("10.0.0.7");
        var first = start();
        new Memory(memory).write(first.state().accepted().movingTo(Ipv4Network.parse("10.9.0.0/24")));
        Files.writeString(local, "ip_range=10.9.0.0/24\n");
        around.plan = Optional.of(plan);
        var writer = start();
        assertEquals("10.9.0.0/24", value(writer, Key.IP_RANGE));
        writer.addressPlanCame();
        assertEquals("[10.9.0.7]", plan.addresses.toString());
        assertEquals(Optional.empty(), start().state().accepted().move());
    }

    @Test
    void forgetsARenumberingThatACrashCutOffBeforeItCounted() throws IOException {
        new Memory(memory).write(start().state().accepted().movingTo(Ipv4Network.parse("10.9.0.0/24")));
        var state = start().state();
        assertEquals(Optional.empty(), state.accepted().move());
        assertEquals("10.0.0.0/24", Key.IP_RANGE.text(state.accepted().config()));
    }

    @Test
    void asksTheAddressPlanBeforeItTakesANetworkThatWasEditedWhileTheCellWasDown() throws IOException {
        start();
        Files.writeString(local, "ip_range=10.9.0.0/24\n");
        around.plan = Optional.of(new FakePlan("10.0.0.7"));
        var writer = start();
        writer.addressPlanCame();
        assertEquals("10.0.0.0/24", value(writer, Key.IP_RANGE));
        assertTrue(writer.state().reason().orElseThrow().contains("ip_range: 10.0.0.7 of"));
        around.plan = Optional.of(new FakePlan());
        writer.addressPlanCame();
        assertEquals("10.9.0.0/24", value(writer, Key.IP_RANGE));
        assertEquals(Optional.empty(), writer.state().reason());
    }

    @Test
    void keepsTheDomainBeforeUntilItIsDeleted() throws IOException {
        var writer = start();
        writer.change(Map.of("domain", "b.home"), false);
        writer.change(Map.of("domain", "c.home"), false);
        assertEquals(List.of("b.home", "cell.local"), formers(writer));
        writer.change(Map.of("domain", "b.home"), false);
        assertEquals(List.of("c.home", "cell.local"), formers(writer));
        writer.forget(DomainName.parse("cell.local"));
        assertEquals(List.of("c.home"), formers(start()));
        assertEquals(Kind.NOT_FOUND, assertThrows(CellException.class, () -> writer.forget(DomainName.parse("cell.local"))).kind());
        Files.writeString(local, "domain=d.home\n");
        assertEquals(List.of("b.home", "c.home"), formers(start()), "an edit while the cell was down counts too");
    }

    @Test
    void takesAGoodHandEditAndRefusesABadOne() throws IOException {
        var writer = start();
        Files.writeString(local, "cell_name=by-hand\n");
        writer.filesChanged();
        assertEquals("by-hand", value(writer, Key.CELL_NAME));
        Files.writeString(local, "cell_name=worse\ndns_port=x\n");
        writer.filesChanged();
        assertEquals("by-hand", value(writer, Key.CELL_NAME));
        assertTrue(writer.state().reason().orElseThrow().contains("dns_port: must be a port"));
        assertEquals("cell_name=worse\ndns_port=x\n", Files.readString(local), "the file is not touched");
        var restarted = start();
        assertEquals("by-hand", value(restarted, Key.CELL_NAME));
        assertTrue(restarted.state().reason().isPresent());
        Files.writeString(local, "cell_name=better\n");
        restarted.filesChanged();
        assertEquals("better", value(restarted, Key.CELL_NAME));
        assertEquals(Optional.empty(), restarted.state().reason());
        Files.delete(local);
        restarted.filesChanged();
        assertEquals("personal-internet-cell", value(restarted, Key.CELL_NAME));
        assertEquals(List.of("CHANGED [cell_name]", "REFUSED [dns_port]", "CHANGED [cell_name]", "CHANGED [cell_name]"), around.published);
    }

    @Test
    void refusesUnknownKeysAndUnreadableTextInTheFiles() throws IOException {
        var writer = start();
        Files.writeString(local, "cell_nmae=x\n");
        writer.filesChanged();
        assertTrue(writer.state().reason().orElseThrow().contains("cell_nmae: is not known"));
        Files.writeString(local, "cell_name=\\u1\n");
        writer.filesChanged();
        assertTrue(writer.state().reason().orElseThrow().contains("cell.core.local.cfg: cannot be read"));
        Files.write(local, new byte[] {'a', '=', (byte) 0xff});
        writer.filesChanged();
        assertTrue(writer.state().reason().orElseThrow().contains("UTF-8"));
    }

    @Test
    void changesOtherKeysWhileAHandEditIsRefusedAndMendsWhatIsSent() throws IOException {
        var writer = start();
        Files.writeString(local, "# bad\ndomain=a b\n");
        writer.filesChanged();
        writer.change(Map.of("cell_name", "still-works"), false);
        assertEquals("still-works", value(writer, Key.CELL_NAME));
        assertTrue(writer.state().reason().isPresent());
        assertEquals("# bad\ndomain=a b\ncell_name=still-works\n", Files.readString(local));
        assertEquals("still-works", value(start(), Key.CELL_NAME), "also after a restart");
        writer.change(Map.of("domain", "cell.local"), false);
        assertEquals(Optional.empty(), writer.state().reason());
        assertEquals("# bad\ndomain=cell.local\ncell_name=still-works\n", Files.readString(local));
    }

    @Test
    void startsWithWhatItWasBornWithWhenNothingWasEverGood() throws IOException {
        Files.writeString(folder.resolve("cell.core.cfg"), "cell_name=\n");
        var writer = start();
        assertEquals("10.0.0.0/24", value(writer, Key.IP_RANGE));
        assertTrue(writer.state().reason().orElseThrow().contains("cell_name"));
    }

    @Test
    void survivesASpoiledMemory() throws IOException {
        Files.writeString(memory, "\u0000\u0000");
        assertEquals("personal-internet-cell", value(start(), Key.CELL_NAME));
    }

    @Test
    void refusesAPortOnWhichAnotherListens() {
        around.open.add(new Listener("http", "127.0.0.1", 3000, false));
        var writer = start();
        assertEquals(List.of("dns_port"), fields(refused(writer, Map.of("dns_port", 3000))));
        writer.change(Map.of("wireguard_port", 3000), false);
    }

    @Test
    void tellsWhoFollowsOnceAndAfterItIsDurable() {
        var calls = new ArrayList<String>();
        around.followers.add((before, now) -> calls.add(before.cellName() + " -> " + now.cellName() + " " + Files.exists(local)));
        var writer = start();
        writer.change(Map.of("cell_name", "x"), false);
        writer.filesChanged();
        writer.change(Map.of("cell_name", "x"), false);
        writer.change(Map.of(), false);
        assertEquals(List.of("personal-internet-cell -> x true"), calls);
        assertEquals(List.of("CHANGED [cell_name]"), around.published);
    }

    @Test
    void changesNothingWhenTheDiskRefuses() throws IOException {
        var writer = start();
        Files.createDirectory(folder.resolve("cell.core.local.cfg.new"));
        assertEquals(Kind.UNAVAILABLE, refused(writer, Map.of("cell_name", "x")).kind());
    }

    @Test
    void doesNotLetAChangeWaitForGoodBehindOneThatHangs() throws Exception {
        var writer = start(Duration.ofMillis(20));
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        around.followers.add((before, now) -> {
            inside.countDown();
            assertDoesNotThrow(() -> release.await());
        });
        var hanging = CompletableFuture.runAsync(() -> writer.change(Map.of("cell_name", "x"), false), task -> new Thread(task).start());
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        assertEquals(Kind.UNAVAILABLE, refused(writer, Map.of("cell_name", "y")).kind());
        release.countDown();
        hanging.get(10, TimeUnit.SECONDS);
        writer.change(Map.of("cell_name", "z"), false);
    }

    @Test
    void takesChangesOneAtATime() throws Exception {
        var writer = start();
        var pool = Executors.newFixedThreadPool(4);
        try {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 40; i++) {
                int port = 2_000 + i;
                var wanted = Map.<String, Object>of(i % 2 == 0 ? "dns_port" : "wireguard_port", port, "cell_name", "n" + i);
                all.add(pool.submit(() -> writer.change(wanted, false)));
                all.add(pool.submit(writer::filesChanged));
            }
            for (var one : all) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(writer.state(), start().state());
        assertEquals(Optional.empty(), writer.state().reason());
    }
}
