package cell.launcher;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.framework.Felix;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Starts a cell and stays until it ends. */
public final class Main {
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STOP_MILLIS = 10_000;
    private static final int CANNOT_START = 2;

    private final Options options;
    private final PrintStream out;

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Exits with 0 after a stop, with 2 and one sentence when the cell cannot start. */
    public static void main(String... args) throws InterruptedException {
        try {
            new Main(Options.parse(args), System.out).run();
        } catch (LaunchException e) {
            System.err.println("cell: " + e.getMessage());
            System.exit(CANNOT_START);
        }
        System.exit(0);
    }

    private void run() throws LaunchException, InterruptedException {
        var home = options.home();
        home.prepare(options.root().resolve("config.d"));
        try (var lock = home.lock()) {
            var properties = properties();
            int port = Integer.parseInt(properties.get("org.osgi.service.http.port"));
            requireFree(port);
            home.announce(port);
            var password = new ConsolePassword(home).createFirst();
            var bundles = Feature.readAll(options.root().resolve("features"), options.lib(), version()).stream()
                    .flatMap(feature -> feature.bundles().stream())
                    .toList();
            new ShippedServices(home).deliver(bundles.stream().filter(BundleFile::isService).toList());
            var framework = start(properties, bundles.stream().filter(bundle -> !bundle.isService()).toList());
            var hook = new Thread(() -> stop(framework), "cell-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            awaitReady(new HttpProbe(port), password, port);
            if (options.once()) {
                stop(framework);
            }
            framework.waitForStop(0);
        } catch (IOException e) {
            throw new LaunchException("The home's lock cannot be released: " + e.getMessage() + ".", e);
        }
    }

    private Map<String, String> properties() throws LaunchException {
        var file = options.root().resolve("runtime/framework.properties");
        var properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        var home = options.home();
        var all = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        int port = Integer.parseInt(all.get("org.osgi.service.http.port")) + options.portOffset();
        all.put("org.osgi.service.http.port", Integer.toString(port));
        all.put("org.osgi.framework.storage", home.data().resolve("osgi").toString());
        all.put("felix.fileinstall.dir", home.config() + "," + home.deploy());
        all.put("felix.fileinstall.tmpdir", home.data().resolve("fileinstall").toString());
        all.put("cell.version", version());
        all.put("cell.port.offset", Integer.toString(options.portOffset()));
        folders().forEach((name, folder) -> all.put(name, folder.toString()));
        folders().forEach((name, folder) -> System.setProperty(name, folder.toString()));
        return all;
    }

    private Map<String, Path> folders() {
        var home = options.home();
        return Map.of(
                "cell.root", options.root(),
                "cell.config.dir", home.config(),
                "cell.deploy.dir", home.deploy(),
                "cell.data.dir", home.data(),
                "cell.logs.dir", home.logs(),
                "cell.quarantine.dir", home.quarantine());
    }

    private static void requireFree(int port) throws LaunchException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new LaunchException("Port " + port + " is in use: stop what uses it, or start the cell with --port-offset N.", e);
        }
    }

    private Framework start(Map<String, String> properties, List<BundleFile> platform) throws LaunchException {
        var framework = new Felix(properties);
        try {
            framework.init();
            new PlatformBundles(framework.getBundleContext()).reconcile(platform);
            framework.start();
        } catch (BundleException e) {
            throw new LaunchException("The framework cannot start: " + e.getMessage() + ".", e);
        }
        return framework;
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            System.err.println("cell: the framework did not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(HttpProbe api, Optional<String> password, int port) {
        long limit = System.nanoTime() + READY_LIMIT.toNanos();
        var health = api.get("/api/health");
        while (health.status() != 200 && System.nanoTime() < limit) {
            LockSupport.parkNanos(PROBE_NANOS);
            health = api.get("/api/health");
        }
        double seconds = (System.currentTimeMillis() - options.startedMillis()) / 1e3;
        if (health.status() == 200) {
            new Announcement(out, port, seconds).print(api, password);
        } else {
            out.printf("The cell is not ready after %.0f s: %s%nSee %s.%n", seconds, health.body(), options.home().logs());
        }
    }

    private static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "1.0.0" : version;
    }
}
