package cell.launcher;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;

/** One run of a cell, from the first look at its home to the end of its framework. */
final class Launch {
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);

    /** How long to wait for the API when a bundle is known not to have started. */
    private static final Duration READY_LIMIT_WITH_PROBLEMS = Duration.ofSeconds(10);

    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Options options;
    private final PrintStream out;

    Launch(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    void run() throws LaunchException, InterruptedException {
        var home = options.home();
        home.prepare();
        try (var lock = home.lock()) {
            home.clearTemporary();
            var configuration = new ConfigurationFiles(home);
            configuration.deliver(options.root().resolve("config.d"));
            configuration.check();
            var properties = LaunchProperties.read(options);
            requireFree(properties.port());
            serve(properties);
        } catch (IOException e) {
            throw new LaunchException("The home's lock cannot be released: " + Reason.of(e) + ".", e);
        }
    }

    private void serve(LaunchProperties properties) throws LaunchException, InterruptedException {
        var home = options.home();
        var bundles = Feature.readAll(options.root().resolve("features"), options.lib(), version()).stream()
                .flatMap(feature -> feature.bundles().stream())
                .toList();
        var services = new Shipment(home.deploy(), home.data().resolve("shipped.properties"), false);
        services.deliver(byDeployName(bundles.stream().filter(BundleFile::isService).toList()));
        properties.folders().forEach((name, folder) -> System.setProperty(name, folder.toString()));
        var framework = CellFramework.prepare(home, properties.framework(version()),
                bundles.stream().filter(bundle -> !bundle.isService()).toList());
        home.announce(properties.port());
        var hook = new Thread(() -> end(framework), "cell-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        var console = new ConsolePassword(home);
        var password = console.createFirst();
        try {
            framework.start();
        } catch (LaunchException e) {
            if (password.isPresent()) {
                console.withdraw();
            }
            throw e;
        }
        var api = new HttpProbe(properties.port());
        var health = awaitReady(api, framework.problems());
        var seconds = (System.currentTimeMillis() - options.startedMillis()) / 1e3;
        new Announcement(out, properties.port(), home).print(api, health, seconds, password, framework.problems());
        if (options.once()) {
            framework.stop();
        }
        framework.awaitStop();
    }

    private void end(CellFramework framework) {
        if (!framework.stop()) {
            System.err.println("cell: not all of it has stopped within 10 s; its log says what did not.");
        }
        try {
            options.home().withdraw();
        } catch (LaunchException e) {
            System.err.println("cell: " + e.getMessage());
        }
    }

    private static Map<String, Path> byDeployName(List<BundleFile> services) throws LaunchException {
        var files = new TreeMap<String, Path>();
        for (var service : services) {
            files.put(symbolicName(service.path()) + ".jar", service.path());
        }
        return files;
    }

    private static String symbolicName(Path jar) throws LaunchException {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var header = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (header == null) {
                throw new LaunchException("The file " + jar + " is no bundle: it has no Bundle-SymbolicName.");
            }
            return header.split(";")[0].strip();
        } catch (IOException e) {
            throw new LaunchException("The bundle " + jar + " cannot be read (" + Reason.of(e) + "); build it or unpack it anew.", e);
        }
    }

    private static void requireFree(int port) throws LaunchException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new LaunchException("Port " + port + " cannot be had (" + Reason.of(e)
                    + "): stop what uses it, or start the cell with --port-offset N.", e);
        }
    }

    private static HttpProbe.Answer awaitReady(HttpProbe api, Problems problems) {
        long began = System.nanoTime();
        var health = api.get("/api/health");
        while (health.status() != 200 && System.nanoTime() - began < limit(problems).toNanos()) {
            LockSupport.parkNanos(PROBE_NANOS);
            health = api.get("/api/health");
        }
        return health;
    }

    private static Duration limit(Problems problems) {
        return problems.isEmpty() ? READY_LIMIT : READY_LIMIT_WITH_PROBLEMS;
    }

    private static String version() throws LaunchException {
        var version = Main.class.getPackage().getImplementationVersion();
        if (version == null) {
            throw new LaunchException("Start the cell with runtime/bin/cell run.");
        }
        return version;
    }
}
