package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cell.tests.RawHttp.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Knocks with every path of the administration at the listeners that are for people's devices: nothing of it is there. */
class DeviceListenersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Only what the device listeners say themselves: a 404, a method that none may use, or a target that Jetty refuses. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 405);

    /** A part of a path in the source of the API that stands for a value. */
    private static final Pattern VALUE = Pattern.compile("\\{[^}]*}");

    /** Headers that only the administration's side sets. */
    private static final Set<String> ADMINS = Set.of("x-request-id", "set-cookie", "www-authenticate", "content-security-policy", "server", "location");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path home;

    private static CellProcess cell;
    private static String login;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        login = Footprint.login(cell);
        await("all is up", LIMIT, () -> cell.get("/nobody").statusCode() == 404 && cell.get("/api/sample").statusCode() == 200);
        dropLister();
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    @AfterEach
    void defaults() throws IOException {
        Files.deleteIfExists(local());
        await("the device listeners are where they were", LIMIT, () -> ports().contains(8880 + cell.offset()) && level().equals("online"));
    }

    private static Path local() {
        return cell.config().resolve("cell.device.local.cfg");
    }

    private static JsonNode device() {
        return cell.json("/api/services/status").path("device");
    }

    private static String level() {
        return device().path("status").asText();
    }

    private static List<JsonNode> onLoopback() {
        var open = new ArrayList<JsonNode>();
        device().path("listeners").forEach(listener -> {
            if (Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1").contains(listener.path("address").asText())) {
                open.add(listener);
            }
        });
        return open;
    }

    private static Set<Integer> ports() {
        var ports = new TreeSet<Integer>();
        onLoopback().forEach(listener -> ports.add(listener.path("port").asInt()));
        return ports;
    }

    /** What a guest in the cell finds published: paths of JAX-RS, and contexts with patterns of servlets. */
    private static void dropLister() {
        BundleMaker.named("x.lister")
                .header("Import-Package", "javax.ws.rs,javax.ws.rs.core,org.osgi.service.jaxrs.runtime,org.osgi.service.jaxrs.runtime.dto,"
                        + "org.osgi.service.servlet.runtime,org.osgi.service.servlet.runtime.dto")
                .source("x.Lister", """
                        package x;
                        import java.util.stream.Stream;
                        public class Lister extends javax.ws.rs.core.Application {
                            @javax.ws.rs.Path("/paths")
                            public static class Paths {
                                private final org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime jaxrs;
                                private final org.osgi.service.servlet.runtime.HttpServiceRuntime http;
                                public Paths(org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime jaxrs,
                                        org.osgi.service.servlet.runtime.HttpServiceRuntime http) {
                                    this.jaxrs = jaxrs;
                                    this.http = http;
                                }
                                @javax.ws.rs.GET
                                @javax.ws.rs.Produces("application/json")
                                public java.util.List<String> paths() {
                                    var resources = Stream.of(jaxrs.getRuntimeDTO().applicationDTOs).flatMap(application ->
                                            Stream.of(application.resourceDTOs).flatMap(resource -> Stream.of(resource.resourceMethods))
                                                    .map(method -> application.base + "/" + method.path));
                                    var servlets = Stream.of(http.getRuntimeDTO().servletContextDTOs).flatMap(context ->
                                            Stream.of(context.servletDTOs).flatMap(servlet -> Stream.of(servlet.patterns))
                                                    .map(pattern -> context.contextPath + "/" + pattern));
                                    return Stream.concat(resources, servlets).distinct().sorted().toList();
                                }
                            }
                        }
                        """)
                .application("x.Lister", "lister")
                .resource("x.Lister$Paths", "lister", "org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime",
                        "org.osgi.service.servlet.runtime.HttpServiceRuntime")
                .dropAs(cell.deploy().resolve("x.lister.jar"));
    }

    /** Everything that answers on the administration's port, as the running cell lists it, and what lies deeper. */
    private static Set<String> adminPaths() {
        await("the guest lists the paths", LIMIT, () -> cell.get("/api/lister/paths").statusCode() == 200);
        var paths = new TreeSet<>(List.of("/", "/api", "/api/", "/api/events?format=json", "/api/events/verify", "/bench", "/bench/constant",
                "/system", "/system/console", "/system/console/", "/system/console/bundles.json", "/system/console/configMgr",
                "/system/console/components", "/system/console/res/ui/webconsole.css", "/system/health", "/services"));
        cell.json("/api/lister/paths").forEach(path -> {
            var plain = VALUE.matcher(path.asText()).replaceAll("x").replaceAll("/+", "/").replaceAll("/?\\*.*$", "");
            paths.add(plain.isEmpty() ? "/" : plain);
        });
        assertTrue(paths.containsAll(Set.of("/api/config", "/api/accounts/people/x/app-passwords", "/api/events", "/api/status", "/api/sample",
                "/api/services/status", "/system/console")), paths.toString());
        return paths;
    }

    /** The same path as a proxy, a careless server or an attacker may write it. */
    private static List<String> spellings(String path) {
        var rest = path.substring(1);
        return List.of(path, path + "/", path + ";x=y", "//" + rest, "/./" + rest, "/x/../" + rest, "/%2e/" + rest, "/x/%2e%2e/" + rest,
                "/%2f" + rest, "/" + rest.replace("/", "%2f"), "/" + rest.replace("a", "%61").replace("s", "%73"), "/;x/" + rest,
                "/" + rest.toUpperCase(Locale.ROOT), "/" + rest.replace("/", "\\"), path + "%00", "/%252e/" + rest);
    }

    /** Names under which the administration would answer on its own port. */
    private static List<String> hosts(int port) {
        return List.of("localhost:" + port, "localhost:" + cell.port(), "127.0.0.1:" + cell.port(), "[::1]:" + cell.port(), "localhost", "cell.local",
                "LOCALHOST:" + cell.port());
    }

    private static void assertNothing(Answer answer, String what) throws IOException {
        assertTrue(REFUSALS.contains(answer.status()), what + " gave " + answer.status() + " " + answer.body());
        assertEquals("application/json", answer.headers().get("content-type"), what);
        var body = JSON.readTree(answer.body());
        assertEquals(Set.of("error", "timestamp", "service"), names(body), what);
        assertEquals("device", body.path("service").asText(), what);
        assertFalse(answer.headers().keySet().stream().anyMatch(ADMINS::contains), what + " gave " + answer.headers());
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Answer ask(JsonNode listener, String method, String target, String host) throws IOException {
        try (var http = new RawHttp(listener.path("address").asText(), listener.path("port").asInt())) {
            return http.send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: " + login
                    + "\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Port: " + cell.port() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").answer();
        }
    }

    private static void walk(JsonNode listener) throws IOException {
        for (var path : adminPaths()) {
            for (var spelling : spellings(path)) {
                assertNothing(ask(listener, "GET", spelling, "localhost:" + cell.port()), listener + " GET " + spelling);
            }
            for (var host : hosts(listener.path("port").asInt())) {
                var answer = ask(listener, "GET", path, host);
                assertNothing(answer, listener + " GET " + path + " as " + host);
                assertEquals(404, answer.status(), path);
            }
            for (var method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE")) {
                assertNothing(ask(listener, method, path, "localhost:" + cell.port()), listener + " " + method + " " + path);
            }
            assertNothing(ask(listener, "GET", "http://localhost:" + cell.port() + path, "localhost:" + cell.port()), listener + " absolute " + path);
        }
    }

    @Test
    void showNothingOfTheAdministrationOnAnyLoopbackListener() throws IOException {
        assertEquals(Set.of(8880 + cell.offset()), ports());
        var listeners = onLoopback();
        assertEquals(hasIpv6() ? 2 : 1, listeners.size(), device().toString());
        for (var listener : listeners) {
            walk(listener);
        }
        assertEquals(200, cell.get("/api/health").statusCode());
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
    }

    @Test
    void showNothingAfterTheyMovedToOtherPorts() throws IOException {
        Files.writeString(local(), "http_port=8881\n");
        await("they have moved", LIMIT, () -> ports().equals(Set.of(8881 + cell.offset())));
        for (var listener : onLoopback()) {
            walk(listener);
        }
        assertThrows(ConnectException.class, () -> new RawHttp("127.0.0.1", 8880 + cell.offset()).close());
        assertEquals(200, cell.get("/api/health").statusCode());
        assertEquals(200, cell.get("/api/sample").statusCode());
    }

    @Test
    void sayWhichPortIsTakenAndKeepTheOthers() throws IOException {
        assumeTrue(hasIpv6(), "one address is taken and the other stays: this machine has no IPv6");
        int port = 8882 + cell.offset();
        try (var taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(local(), "http_port=8882\n");
            await("one is open", LIMIT, () -> ports().equals(Set.of(port)));
            assertEquals("degraded", level());
            assertTrue(device().path("reason").asText().contains("127.0.0.1:" + taken.getLocalPort()), device().toString());
            assertEquals(1, onLoopback().size(), device().toString());
            assertNothing(ask(onLoopback().get(0), "GET", "/api/health", "localhost:" + cell.port()), "the one that is open");
            assertEquals("degraded", cell.json("/api/health").path("status").asText());
        }
        await("the other opens when the port is free", LIMIT, () -> onLoopback().size() == 2 && level().equals("online"));
    }

    @Test
    void showNothingInTheCellsOwnNamespace() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "network namespaces need root");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is missing (package curl)");
        assumeTrue(Files.exists(Path.of("/run/netns/cell-" + cell.offset())), "no network namespace can be made here");
        await("the listener in the namespace is open", LIMIT, () -> inNamespace() != null);
        var listener = inNamespace();
        var urls = new ArrayList<String>();
        for (var path : adminPaths()) {
            urls.add("http://" + listener.path("address").asText() + ":" + listener.path("port").asInt() + path);
        }
        var answers = curl(urls);
        assertEquals(urls.size(), answers.size(), answers.toString());
        for (var answer : answers) {
            assertTrue(answer.startsWith("404 application/json {\"error\":\"nothing is here\""), answer);
        }
    }

    private static JsonNode inNamespace() {
        for (var listener : device().path("listeners")) {
            if (listener.path("port").asInt() == 80) {
                return listener;
            }
        }
        return null;
    }

    /** One line for each URL: status, type and body. */
    private static List<String> curl(List<String> urls) throws Exception {
        var command = new ArrayList<>(List.of("nsenter", "--net=/run/netns/cell-" + cell.offset(), "curl", "-s", "-m", "10", "--noproxy", "*",
                "-H", "Host: localhost:" + cell.port(), "-w", "|%{http_code} %{content_type}\n"));
        command.addAll(urls);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.lines().map(line -> line.substring(line.lastIndexOf('|') + 1) + " " + line).toList();
    }
}
