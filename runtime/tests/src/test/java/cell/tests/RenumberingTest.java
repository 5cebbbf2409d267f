package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cell's network is changed while a guest has reserved addresses of it. */
class RenumberingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CONFIG = "/api/config";

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        BundleMaker.named("x.guest")
                .header("Import-Package", "javax.ws.rs,javax.ws.rs.core,cell.api.address,cell.api.net")
                .source("x.Guest", """
                        package x;
                        import cell.api.address.AddressOwner;
                        import cell.api.address.Assignment;
                        import java.util.List;
                        import java.util.concurrent.atomic.AtomicReference;
                        public class Guest extends javax.ws.rs.core.Application {
                            @javax.ws.rs.Path("/")
                            @javax.ws.rs.Produces("application/json")
                            public static class Plan implements cell.api.address.AddressListener {
                                private final cell.api.address.AddressPlan plan;
                                private final AtomicReference<List<String>> heard = new AtomicReference<>(List.of());
                                public Plan(cell.api.address.AddressPlan plan) {
                                    this.plan = plan;
                                }
                                private static List<String> texts(List<Assignment> assignments) {
                                    return assignments.stream().map(one -> one.owner().name() + " " + one.address()).sorted().toList();
                                }
                                public String service() {
                                    return "guest";
                                }
                                public void moved(List<Assignment> now) {
                                    heard.set(texts(now));
                                }
                                @javax.ws.rs.GET
                                public List<String> list() {
                                    return texts(plan.of("guest"));
                                }
                                @javax.ws.rs.GET
                                @javax.ws.rs.Path("/heard")
                                public List<String> heard() {
                                    return heard.get();
                                }
                                @javax.ws.rs.PUT
                                @javax.ws.rs.Path("/{name}/{address}")
                                public void reserve(@javax.ws.rs.PathParam("name") String name, @javax.ws.rs.PathParam("address") String address) {
                                    plan.reserve(new AddressOwner("guest", name), cell.api.net.Ipv4.parse(address));
                                }
                                @javax.ws.rs.DELETE
                                @javax.ws.rs.Path("/{name}")
                                public void release(@javax.ws.rs.PathParam("name") String name) {
                                    plan.release(new AddressOwner("guest", name));
                                }
                            }
                        }
                        """)
                .application("x.Guest", "guest")
                .declare("x.Guest$Plan", 1, BundleMaker.property("osgi.jaxrs.resource", "true")
                        + BundleMaker.property("osgi.jaxrs.application.select", "(osgi.jaxrs.name=guest)")
                        + "<service><provide interface=\"x.Guest$Plan\"/><provide interface=\"cell.api.address.AddressListener\"/></service>"
                        + "<reference name=\"plan\" parameter=\"0\" interface=\"cell.api.address.AddressPlan\"/>")
                .dropAs(cell.deploy().resolve("x.guest.jar"));
        awaitGuest();
    }

    private static void awaitGuest() {
        await("the guest is there", LIMIT, () -> cell.get("/api/guest").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    @BeforeEach
    void twoAddressesAreGivenAway() {
        for (var one : texts("/api/guest")) {
            assertEquals(204, cell.send("DELETE", "/api/guest/" + one.split(" ")[0], null).statusCode());
        }
        put(200, "", "{'ip_range':'10.0.0.0/24','dhcp_range':'10.0.0.100-10.0.0.200'}");
        for (var path : List.of("/phone/10.0.0.20", "/printer/10.0.0.77")) {
            assertEquals(204, cell.send("PUT", "/api/guest" + path, null).statusCode());
        }
    }

    private static List<String> texts(String path) {
        var texts = new ArrayList<String>();
        cell.json(path).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode put(int status, String query, String body) {
        var answer = cell.send("PUT", CONFIG + query, body.replace('\'', '"'));
        assertEquals(status, answer.statusCode(), answer.body());
        return CellProcess.json(answer);
    }

    private static void assertAsBefore() {
        assertEquals("10.0.0.0/24", cell.json(CONFIG).path("ip_range").asText());
        assertEquals("10.0.0.100-10.0.0.200", cell.json(CONFIG).path("dhcp_range").asText());
        assertEquals(List.of("phone 10.0.0.20", "printer 10.0.0.77"), texts("/api/guest"));
    }

    @Test
    void anotherNetworkIsRefusedWhileAddressesWouldBeOutsideAndAllAreListed() {
        var answer = put(409, "", "{'ip_range':'192.168.7.0/24'}");
        assertEquals("2 addresses are outside 192.168.7.0/24; PUT /config?renumber=true moves all of them along", answer.path("error").asText());
        assertEquals(List.of("10.0.0.20 of phone (guest) is outside 192.168.7.0/24", "10.0.0.77 of printer (guest) is outside 192.168.7.0/24"),
                answer.path("details").findValuesAsText("message"));
        assertAsBefore();
    }

    @Test
    void allMoveAlongWithTheirPlaceInTheNetworkAndStayThereAfterAKill() {
        put(200, "?renumber=true", "{'ip_range':'192.168.7.0/24'}");
        var moved = List.of("phone 192.168.7.20", "printer 192.168.7.77");
        assertEquals(moved, texts("/api/guest"));
        assertEquals(moved, texts("/api/guest/heard"));
        cell.kill();
        cell.start();
        awaitGuest();
        assertEquals(moved, texts("/api/guest"));
        assertEquals("192.168.7.0/24", cell.json(CONFIG).path("ip_range").asText());
        assertEquals("192.168.7.100-192.168.7.200", cell.json(CONFIG).path("dhcp_range").asText());
    }

    @Test
    void aNetworkThatIsTooSmallForOneMovesNobody() {
        var answer = put(409, "?renumber=true", "{'ip_range':'192.168.7.0/26','dhcp_range':'192.168.7.40-192.168.7.50'}");
        assertEquals("10.0.0.77 of printer (guest) has no place in 192.168.7.0/26", answer.path("error").asText());
        assertAsBefore();
    }

    @Test
    void aLargerNetworkAroundThemMovesNobody() {
        put(200, "", "{'ip_range':'10.0.0.0/16'}");
        assertEquals(List.of("phone 10.0.0.20", "printer 10.0.0.77"), texts("/api/guest"));
    }

    @Test
    void aHandEditThatLeavesThemOutsideIsRefusedAndTold() throws IOException {
        var local = cell.config().resolve("cell.core.local.cfg");
        Files.writeString(local, "ip_range=192.168.7.0/24\ndhcp_range=192.168.7.100-192.168.7.200\n");
        await("health tells", LIMIT, () -> cell.json("/api/health").path("reasons").toString().contains("10.0.0.20 of phone (guest) is outside"));
        assertAsBefore();
        Files.delete(local);
        await("health is good again", LIMIT, () -> !cell.json("/api/health").path("reasons").toString().contains("outside"));
        assertAsBefore();
    }
}
