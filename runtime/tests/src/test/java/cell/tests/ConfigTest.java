package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /config} and the files behind it. */
class ConfigTest {
    private static final String CONFIG = "/api/config";
    private static final Duration IN_FORCE = Duration.ofSeconds(10);
    private static final List<String> KEYS =
            List.of("cell_name", "domain", "ip_range", "wireguard_port", "dns_port", "dhcp_range", "former_domains");

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

    /** Back to the defaults, the former domains included. */
    @BeforeEach
    void defaults() throws IOException {
        put("{\"cell_name\":\"personal-internet-cell\",\"domain\":\"cell.local\",\"ip_range\":\"10.0.0.0/24\","
                + "\"wireguard_port\":51820,\"dns_port\":53,\"dhcp_range\":\"10.0.0.100-10.0.0.200\"}");
        for (var domain : get().path("former_domains")) {
            assertEquals(200, cell.send("DELETE", CONFIG + "/former-domains/" + domain.asText(), null).statusCode());
        }
    }

    private static JsonNode get() {
        return cell.json(CONFIG);
    }

    private static JsonNode put(String body) {
        var answer = cell.send("PUT", CONFIG, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return CellProcess.json(answer);
    }

    private static String reasons() {
        return cell.json("/api/health").path("reasons").toString();
    }

    private static Path local() {
        return cell.config().resolve("cell.core.local.cfg");
    }

    private static void awaitValue(String key, String value) {
        CellProcess.await(key + " is " + value, IN_FORCE, () -> get().path(key).asText().equals(value));
    }

    private static long countLogged(String sentence) throws IOException {
        try (var lines = Files.lines(home.resolve("logs/cell.log"))) {
            return lines.filter(line -> line.contains(sentence)).count();
        }
    }

    @Test
    void alwaysHasTheContractsKeysInItsOrder() {
        assertEquals(KEYS, Stream.of(get()).flatMap(config -> StreamSupport.stream(
                ((Iterable<String>) config::fieldNames).spliterator(), false)).limit(KEYS.size()).toList());
    }

    @Test
    void takesTheContractsExampleAndAnswersWithWhatIsInForce() throws IOException {
        var answer = put("{\"cell_name\":\"my-cell\",\"domain\":\"mycell.local\"}");
        assertEquals("Configuration updated successfully", answer.path("message").asText());
        assertEquals(get(), answer.path("config"));
        assertEquals("my-cell", get().path("cell_name").asText());
        assertEquals("[\"cell.local\"]", get().path("former_domains").toString());
        assertTrue(Files.readAllLines(local()).contains("domain=mycell.local"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "cell_name            | {'cell_name':''}",
        "cell_name            | {'cell_name':'\\u0000'}",
        "cell_name            | {'cell_name':7}",
        "cell_name            | {'cell_name':null}",
        "domain               | {'domain':'not a domain'}",
        "ip_range             | {'ip_range':'10.0.0.0'}",
        "ip_range             | {'ip_range':'10.0.0.1/24'}",
        "ip_range             | {'ip_range':'8.8.8.0/24'}",
        "dhcp_range           | {'dhcp_range':'10.0.0.1-10.0.0.9'}",
        "dhcp_range           | {'dhcp_range':'10.0.1.1-10.0.1.9'}",
        "dhcp_range           | {'ip_range':'192.168.7.0/26'}",
        "wireguard_port       | {'wireguard_port':0}",
        "wireguard_port       | {'wireguard_port':'51820'}",
        "dns_port             | {'dns_port':65536}",
        "dns_port             | {'dns_port':53.0}",
        "dns_port             | {'dns_port':3000}",
        "colour               | {'colour':'red'}",
        "former_domains       | {'former_domains':['x.y']}",
        "cell_name,domain     | {'cell_name':'','domain':'?','dns_port':54}",
        "dns_port,wireguard_port | {'dns_port':51820}"})
    void refusesABadValueAndNamesIt(String fields, String body) {
        var before = get();
        var answer = cell.send("PUT", CONFIG, body.replace('\'', '"'));
        assertEquals(400, answer.statusCode(), answer.body());
        var named = new ArrayList<String>();
        CellProcess.json(answer).path("details").forEach(detail -> named.add(detail.path("field").asText()));
        assertEquals(fields, String.join(",", named.stream().sorted().toList()), answer.body());
        assertEquals(before, get());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[]", "null", "7", "{", "{'domain':'a.b','domain':'c.d'}", "``"})
    void refusesWhatIsNoObject(String body) {
        assertEquals(400, cell.send("PUT", CONFIG, body == null ? "" : body.replace('\'', '"')).statusCode());
    }

    @Test
    void deletesAFormerDomainOnce() {
        put("{\"domain\":\"new.home\"}");
        assertEquals(200, cell.send("DELETE", CONFIG + "/former-domains/Cell.Local", null).statusCode());
        assertEquals(0, get().path("former_domains").size());
        assertEquals(404, cell.send("DELETE", CONFIG + "/former-domains/cell.local", null).statusCode());
    }

    @Test
    void movesTheDhcpRangeWithTheNetwork() {
        put("{\"ip_range\":\"192.168.1.0/24\"}");
        assertEquals("192.168.1.100-192.168.1.200", get().path("dhcp_range").asText());
        put("{\"ip_range\":\"10.0.0.0/24\"}");
        assertEquals("10.0.0.100-10.0.0.200", get().path("dhcp_range").asText());
    }

    @Test
    void takesAHandEditAndRefusesABadOneAlsoAfterARestart() throws IOException {
        Files.writeString(local(), "# by hand\ncell_name=by-hand\n");
        awaitValue("cell_name", "by-hand");
        Files.writeString(local(), "# by hand\ncell_name=by-hand\ndns_port=many\n");
        CellProcess.await("health names the key", IN_FORCE, () -> reasons().contains("dns_port: must be a port"));
        assertEquals(53, get().path("dns_port").asInt());
        cell.stop();
        cell.start();
        assertEquals(53, get().path("dns_port").asInt());
        assertEquals("by-hand", get().path("cell_name").asText());
        CellProcess.await("health still names the key", IN_FORCE, () -> reasons().contains("dns_port: must be a port"));
        put("{\"wireguard_port\":5000}");
        assertEquals("# by hand\ncell_name=by-hand\ndns_port=many\nwireguard_port=5000\n", Files.readString(local()));
        Files.writeString(local(), "cell_name=mended\n");
        awaitValue("cell_name", "mended");
        CellProcess.await("health is good again", IN_FORCE, () -> !reasons().contains("settings"));
        Files.delete(local());
        awaitValue("cell_name", "personal-internet-cell");
    }

    @Test
    void isNeverAtOddsWithTheFileWatcher() throws IOException {
        long seen = countLogged("Configuration cell.core is in force");
        long fromFile = countLogged("Settings changed (file)");
        for (int i = 0; i < 60; i++) {
            put("{\"cell_name\":\"round-" + i + "\"}");
            assertEquals("round-" + i, get().path("cell_name").asText());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(i));
            assertEquals("round-" + i, get().path("cell_name").asText());
        }
        put("{\"wireguard_port\":4000}");
        CellProcess.await("the watcher has seen the last file", IN_FORCE, () -> countLogged("Configuration cell.core is in force") > seen);
        assertEquals(fromFile, countLogged("Settings changed (file)"), "what the cell wrote itself is no hand edit");
    }

    @Test
    void givesTheOldOrTheNewAfterAKillAndNeverLosesWhatWasAcknowledged() throws Exception {
        int rounds = CellProcess.LONG ? 200 : 10;
        var random = new Random(20_260_101);
        var threads = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < rounds; round++) {
                var acknowledged = new AtomicInteger(-1);
                int base = 5_000 + round * 200;
                var writing = CompletableFuture.runAsync(() -> putUntilItEnds(base, acknowledged), threads);
                CellProcess.await("one is acknowledged", IN_FORCE, () -> acknowledged.get() >= 0);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
                cell.kill();
                writing.handle((nothing, failure) -> null).get(20, TimeUnit.SECONDS);
                cell.start();
                var config = get();
                int number = config.path("dns_port").asInt() - base;
                assertTrue(number == acknowledged.get() || number == acknowledged.get() + 1,
                        "acknowledged " + acknowledged + ", found " + number + " in round " + round);
                assertEquals("n" + number, config.path("cell_name").asText());
                assertEquals(network(number), config.path("ip_range").asText());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static String network(int number) {
        return "10." + number % 250 + ".0.0/24";
    }

    /** Sends one change after the other; each changes three keys that must stay together. */
    private static void putUntilItEnds(int base, AtomicInteger acknowledged) {
        for (int i = 0; i < 10_000; i++) {
            put("{\"dns_port\":" + (base + i) + ",\"cell_name\":\"n" + i + "\",\"ip_range\":\"" + network(i) + "\"}");
            acknowledged.set(i);
        }
    }
}
