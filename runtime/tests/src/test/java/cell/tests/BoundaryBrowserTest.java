package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of another origin, in a real Chromium, tries all that a page can do. It writes what it learnt into its own document, whose
 * loading an image holds up until all is tried.
 */
class BoundaryBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Each attempt ends as "name=blocked" or tells what came through. The target is put in by the server. */
    private static final String ATTACK = """
            <!doctype html><title>attack</title><pre id=out></pre><iframe name=hole style="display:none"></iframe><img src=/wait><script>
            const cell = 'TARGET', out = document.getElementById('out');
            const note = (name, value) => { out.textContent += name + '=' + value + ';'; };
            const tried = (name, promise) => promise.then(v => note(name, v), () => note(name, 'blocked'));
            const read = r => r.text().then(t => 'READ ' + r.status + ' ' + r.type + ' ' + t);
            const image = () => new Promise((yes, no) => { const i = new Image(); i.onload = () => yes('LOADED'); i.onerror = no; i.src = cell + '/api/health'; });
            const script = () => new Promise((yes, no) => { const s = document.createElement('script'); s.onload = () => yes('LOADED'); s.onerror = no;
              s.src = cell + '/api/health'; document.head.append(s); });
            const socket = () => new Promise((yes, no) => { const w = new WebSocket(cell.replace('http', 'ws') + '/api/health'); w.onopen = () => yes('OPEN'); w.onerror = no; });
            const form = () => new Promise(yes => { const f = document.createElement('form'); f.method = 'post'; f.target = 'hole'; f.action = cell + '/api/form';
              document.body.append(f); f.submit(); setTimeout(() => yes('sent'), 700); });
            (async () => {
              await tried('get', fetch(cell + '/api/health').then(read));
              await tried('json', fetch(cell + '/api/config', {method: 'PUT', headers: {'Content-Type': 'application/json'}, body: '{"cell_name":"stolen"}'}).then(read));
              await tried('post', fetch(cell + '/api/health', {method: 'POST', body: 'x'}).then(read));
              await tried('opaque', fetch(cell + '/api/opaque', {method: 'POST', mode: 'no-cors', body: 'x'}).then(r => 'STATUS ' + r.status + ' ' + r.type));
              await tried('beacon', Promise.resolve(navigator.sendBeacon(cell + '/api/beacon', 'x') ? 'sent' : 'blocked'));
              await tried('image', image()); await tried('script', script()); await tried('socket', socket()); await tried('form', form());
              try { note('frame', hole.document ? 'READ ' + hole.document.body.textContent : 'blocked'); } catch (e) { note('frame', 'blocked'); }
              note('done', 'yes');
              await fetch('/done', {method: 'POST'});
            })();
            </script>""";

    @TempDir
    private static Path folder;

    private static CellProcess cell;
    private static HttpServer elsewhere;
    private static final ExecutorService threads = Executors.newCachedThreadPool();
    private static final Semaphore done = new Semaphore(0);

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is missing (package chromium)");
        cell = CellProcess.start(Files.createDirectories(folder.resolve("home")));
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.setExecutor(threads);
        elsewhere.createContext("/", exchange -> {
            var target = exchange.getRequestURI().getQuery();
            answer(exchange, ATTACK.replace("TARGET", target == null ? "" : target));
        });
        elsewhere.createContext("/done", exchange -> {
            answer(exchange, "");
            done.release();
        });
        elsewhere.createContext("/wait", exchange -> {
            try {
                assertTrue(done.tryAcquire(30, TimeUnit.SECONDS), "the page did not end");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "");
        });
        elsewhere.start();
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
        if (cell != null) {
            cell.close();
        }
    }

    /** The document after its scripts have run. */
    private static String browse(String url, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-proxy-server",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"), "--dump-dom"));
        command.addAll(List.of(options));
        command.add(url);
        var process = new ProcessBuilder(command).redirectError(folder.resolve("chromium.txt").toFile()).start();
        var dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "Chromium did not end");
        return dom;
    }

    private static String result(String dom, String name) {
        var matcher = Pattern.compile("[>;]" + name + "=([^;]*);").matcher(dom);
        assertTrue(matcher.find(), "no result of " + name + " in " + dom);
        return matcher.group(1);
    }

    @Test
    void showsAPersonWhoTypesTheAddressWhatThereIs() throws Exception {
        var dom = browse(cell.uri("/api/health").toString());
        assertTrue(dom.contains("healthy"), dom);
    }

    @Test
    void givesAPageOfAnotherOriginNothingToReadOrChange() throws Exception {
        var before = cell.get("/api/config").body();
        for (var name : List.of("localhost", "127.0.0.1")) {
            var dom = browse("http://" + name + ":" + elsewhere.getAddress().getPort() + "/?http://localhost:" + cell.port());
            assertEquals("yes", result(dom, "done"));
            for (var attempt : List.of("get", "json", "post", "image", "script", "socket", "frame")) {
                assertEquals("blocked", result(dom, attempt), attempt + " from " + name);
            }
            assertTrue(List.of("blocked", "STATUS 0 opaque").contains(result(dom, "opaque")), dom);
        }
        assertEquals(strip(before), strip(cell.get("/api/config").body()));
    }

    @Test
    void givesNothingToAPageWhoseNameWasMadeToPointHere() throws Exception {
        var rebound = "http://evil.example:" + cell.port();
        var dom = browse(rebound + "/api/health", "--host-resolver-rules=MAP evil.example 127.0.0.1");
        assertTrue(dom.contains("The administration is called localhost"), dom);
        var attack = browse("http://evil.example:" + elsewhere.getAddress().getPort() + "/?" + rebound, "--host-resolver-rules=MAP evil.example 127.0.0.1");
        assertEquals("yes", result(attack, "done"));
        for (var attempt : List.of("get", "json", "post", "image", "script", "socket", "frame")) {
            assertEquals("blocked", result(attack, attempt), attempt);
        }
    }

    /** Without the time and the request's number, which differ each time. */
    private static String strip(String body) {
        return body.replaceAll("\"(timestamp|request_id)\":\"[^\"]*\"", "");
    }
}
