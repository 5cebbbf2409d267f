package cell.core.internal.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.address.AddressListener;
import cell.api.address.AddressOwner;
import cell.api.address.Assignment;
import cell.api.error.CellException;
import cell.api.error.CellException.Kind;
import cell.api.net.DomainName;
import cell.api.net.Ipv4;
import cell.api.net.Ipv4Network;
import cell.api.net.Ipv4Range;
import cell.api.settings.CellConfig;
import cell.core.internal.state.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class AddressPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final AddressOwner LAPTOP = new AddressOwner("dhcp", "laptop");
    private static final AddressOwner PHONE = new AddressOwner("wireguard", "phone");

    @TempDir
    Path folder;

    private final List<List<Assignment>> told = new ArrayList<>();
    private CellConfig config = config("10.0.0.0/24", "10.0.0.100-10.0.0.200");
    private AddressPlanComponent plan;

    @BeforeEach
    void start() {
        plan = new AddressPlanComponent(
                TestStore.in(folder), () -> config, tell -> tell.accept(listener()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        plan.close();
    }

    private void restart() {
        stop();
        start();
    }

    private AddressListener listener() {
        return new AddressListener() {
            @Override
            public String service() {
                return "dhcp";
            }

            @Override
            public void moved(List<Assignment> now) {
                told.add(now);
            }
        };
    }

    private static CellConfig config(String network, String dhcp) {
        return new CellConfig("cell", DomainName.parse("cell.local"), network(network), 51820, 53, Ipv4Range.parse(dhcp));
    }

    private static Ipv4Network network(String text) {
        return Ipv4Network.parse(text);
    }

    private static Ipv4 ip(String text) {
        return Ipv4.parse(text);
    }

    private static void assertKind(Kind kind, String words, Executable call) {
        var refusal = assertThrows(CellException.class, call);
        assertEquals(kind, refusal.kind());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void theCellHasTheFirstAddress() {
        var own = new Assignment(new AddressOwner("cell", "cell"), ip("10.0.0.1"), NOW);
        assertEquals(List.of(own), plan.all());
        assertEquals(own, plan.at(ip("10.0.0.1")).orElseThrow());
        assertEquals(own, plan.of(own.owner()).orElseThrow());
        assertEquals(List.of(own), plan.of("cell"));
        assertKind(Kind.CONFLICT, "belongs to cell", () -> plan.reserve(LAPTOP, ip("10.0.0.1")));
        assertKind(Kind.CONFLICT, "keeps the first", () -> plan.release(own.owner()));
    }

    @Test
    void whatIsReservedIsThereAfterARestart() {
        var given = plan.reserve(LAPTOP, ip("10.0.0.7"));
        assertEquals(new Assignment(LAPTOP, ip("10.0.0.7"), NOW), given);
        restart();
        assertEquals(given, plan.of(LAPTOP).orElseThrow());
        assertEquals(given, plan.at(ip("10.0.0.7")).orElseThrow());
        assertEquals(List.of(given), plan.of("dhcp"));
    }

    @Test
    void anAddressHasOneOwner() {
        plan.reserve(LAPTOP, ip("10.0.0.7"));
        assertKind(Kind.CONFLICT, "10.0.0.7 belongs to laptop (dhcp)", () -> plan.reserve(PHONE, ip("10.0.0.7")));
        assertEquals(List.of(), plan.of("wireguard"));
    }

    @Test
    void anOwnerHasOneAddress() {
        plan.reserve(LAPTOP, ip("10.0.0.7"));
        plan.reserve(LAPTOP, ip("10.0.0.8"));
        restart();
        assertTrue(plan.at(ip("10.0.0.7")).isEmpty());
        assertEquals(LAPTOP, plan.at(ip("10.0.0.8")).orElseThrow().owner());
        assertEquals(plan.of(LAPTOP).orElseThrow(), plan.reserve(LAPTOP, ip("10.0.0.8")));
    }

    @Test
    void onlyAHostsAddressIsGiven() {
        for (var wrong : List.of("10.0.0.0", "10.0.0.255", "10.0.1.1", "192.168.0.1")) {
            assertKind(Kind.INVALID, wrong, () -> plan.reserve(LAPTOP, ip(wrong)));
        }
    }

    @Test
    void aReleasedAddressIsFree() {
        plan.reserve(LAPTOP, ip("10.0.0.7"));
        assertTrue(plan.release(LAPTOP));
        assertFalse(plan.release(LAPTOP));
        restart();
        assertEquals(ip("10.0.0.7"), plan.reserve(PHONE, ip("10.0.0.7")).address());
    }

    @Test
    void anyIsTheLowestFreeOneOutsideTheDhcpRange() {
        config = config("10.0.0.0/29", "10.0.0.3-10.0.0.4");
        restart();
        assertEquals(ip("10.0.0.2"), plan.reserveAny(LAPTOP).address());
        assertEquals(ip("10.0.0.2"), plan.reserveAny(LAPTOP).address());
        assertEquals(ip("10.0.0.5"), plan.reserveAny(PHONE).address());
        assertEquals(ip("10.0.0.6"), plan.reserveAny(new AddressOwner("wireguard", "tablet")).address());
        assertKind(Kind.CONFLICT, "outside the DHCP range", () -> plan.reserveAny(new AddressOwner("wireguard", "tv")));
        plan.release(PHONE);
        assertEquals(ip("10.0.0.5"), plan.reserveAny(new AddressOwner("wireguard", "tv")).address());
    }

    @Test
    void withinARangeIsTheLowestFreeOneThere() {
        var range = Ipv4Range.parse("10.0.0.0-10.0.0.3");
        assertEquals(ip("10.0.0.2"), plan.reserveWithin(LAPTOP, range).address());
        assertEquals(ip("10.0.0.3"), plan.reserveWithin(PHONE, range).address());
        assertEquals(ip("10.0.0.3"), plan.reserveWithin(PHONE, range).address());
        assertKind(Kind.CONFLICT, "is left", () -> plan.reserveWithin(new AddressOwner("dhcp", "tv"), range));
        assertEquals(ip("10.0.0.100"), plan.reserveWithin(PHONE, config.dhcpRange()).address());
        assertKind(Kind.INVALID, "not inside", () -> plan.reserveWithin(PHONE, Ipv4Range.parse("10.0.0.250-10.0.1.5")));
    }

    @Test
    void sixteenThreadsGetSixteenAddresses() throws Exception {
        var pool = Executors.newFixedThreadPool(16);
        try {
            var tasks = new ArrayList<Callable<Ipv4>>();
            for (int i = 0; i < 64; i++) {
                var owner = new AddressOwner("dhcp", "device-" + i);
                tasks.add(() -> plan.reserveWithin(owner, config.dhcpRange()).address());
            }
            var given = new HashSet<Ipv4>();
            for (var task : pool.invokeAll(tasks)) {
                given.add(task.get());
            }
            assertEquals(64, given.size());
        } finally {
            pool.shutdownNow();
        }
        restart();
        assertEquals(65, plan.all().size());
        assertEquals(ip("10.0.0.163"), plan.all().get(64).address());
    }

    @Test
    void renumberingMovesEverybodyToTheSameOffsetAndTellsTheServices() {
        plan.reserve(LAPTOP, ip("10.0.0.7"));
        plan.reserve(PHONE, ip("10.0.0.9"));
        var to = network("192.168.8.0/24");
        assertEquals(2, plan.outside(to).size());
        plan.renumber(config.ipRange(), to);
        assertEquals(List.of(), plan.outside(to));
        assertEquals(List.of(List.of(new Assignment(LAPTOP, ip("192.168.8.7"), NOW))), told);
        config = config("192.168.8.0/24", "192.168.8.100-192.168.8.200");
        restart();
        assertEquals(List.of("192.168.8.1", "192.168.8.7", "192.168.8.9"), addresses());
    }

    @Test
    void renumberingIntoAnOverlappingNetworkWorks() {
        config = config("10.0.0.0/16", "10.0.0.100-10.0.0.200");
        restart();
        plan.reserve(LAPTOP, ip("10.0.0.2"));
        plan.reserve(PHONE, ip("10.0.1.2"));
        plan.renumber(config.ipRange(), network("10.0.0.0/15"));
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.1.2"), addresses());
        plan.renumber(network("10.0.0.0/15"), network("10.2.0.0/23"));
        assertEquals(List.of("10.2.0.1", "10.2.0.2", "10.2.1.2"), addresses());
    }

    @Test
    void whoDoesNotFitIsNamedAndNobodyMoves() {
        plan.reserve(LAPTOP, ip("10.0.0.5"));
        plan.reserve(PHONE, ip("10.0.0.77"));
        for (var small : List.of("192.168.8.0/26", "192.168.8.0/29")) {
            var refusal = assertThrows(CellException.class, () -> plan.renumber(config.ipRange(), network(small)));
            assertEquals(Kind.CONFLICT, refusal.kind());
            assertEquals(1, refusal.details().size());
            assertTrue(refusal.getMessage().contains("10.0.0.77 of phone (wireguard)"), refusal.getMessage());
        }
        assertEquals(List.of("10.0.0.1", "10.0.0.5", "10.0.0.77"), addresses());
        assertEquals(List.of(), told);
        assertEquals(1, plan.outside(network("10.0.0.0/26")).size());
    }

    @Test
    void whoHasTheNextNetworksFirstAddressIsOutsideOfIt() {
        config = config("10.0.0.0/16", "10.0.0.100-10.0.0.200");
        restart();
        plan.reserve(LAPTOP, ip("10.0.1.1"));
        assertEquals(List.of(LAPTOP), plan.outside(network("10.0.1.0/24")).stream().map(Assignment::owner).toList());
    }

    @Test
    void theCellFollowsTheSettingsAlone() {
        var next = config("10.9.0.0/24", "10.9.0.100-10.9.0.200");
        plan.changed(config, next);
        assertEquals(List.of("10.9.0.1"), addresses());
        config = next;
        assertEquals(ip("10.9.0.2"), plan.reserveAny(LAPTOP).address());
    }

    private List<String> addresses() {
        return plan.all().stream().map(one -> one.address().toString()).toList();
    }
}
