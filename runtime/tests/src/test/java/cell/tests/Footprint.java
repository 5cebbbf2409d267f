package cell.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a running cell holds that a bundle could leave behind, counted from outside with the JDK's own jcmd and {@code /proc}.
 *
 * @param services registered services, as the Web Console counts them
 * @param threads Java threads by their name without numbers; the web server's pool, which breathes, is left out
 * @param objects the framework's and the JVM's own objects, after a full garbage collection
 * @param files open files by name; sockets, which clients open, are left out
 */
record Footprint(int services, Map<String, Long> threads, Map<String, Long> objects, Map<String, Long> files) {
    private static final Map<String, String> COUNTED = Map.of(
            "org.apache.felix.framework.BundleWiringImpl", "wirings",
            "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader", "class loaders",
            "com.sun.jmx.mbeanserver.NamedObject", "MBeans",
            "org.apache.cxf.bus.extension.ExtensionManagerBus", "CXF buses");
    /** A pooled thread may hold what it served last until it serves again; what leaks grows with each update. */
    private static final long PINNED = 2;
    private static final Pattern PASSWORD = Pattern.compile("password (\\S+) \\(shown");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.+?)\" #\\d+.*$");
    private static final Pattern BREATHING = Pattern.compile("qtp.*|C[12] CompilerThread.*|Attach Listener|Common-Cleaner|process reaper.*");
    private static final Pattern OBJECT = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

    static Footprint of(CellProcess cell) {
        return new Footprint(services(cell), threads(cell), objects(cell), files(cell));
    }

    /** What there is more of than there was, in words. */
    List<String> moreThan(Footprint before) {
        var more = new ArrayList<String>();
        if (services > before.services) {
            more.add("services: " + before.services + ", now " + services);
        }
        compare(before.threads, threads, 0, more);
        compare(before.files, files, 0, more);
        compare(before.objects, objects, PINNED, more);
        return more;
    }

    private static void compare(Map<String, Long> before, Map<String, Long> now, long tolerated, List<String> more) {
        now.forEach((name, count) -> {
            long was = before.getOrDefault(name, 0L);
            if (count > was + tolerated) {
                more.add(name + ": " + was + ", now " + count);
            }
        });
    }

    private static int services(CellProcess cell) {
        var request = HttpRequest.newBuilder(cell.uri("/system/console/services.json")).header("Authorization", login(cell)).build();
        return CellProcess.json(cell.send(request)).path("serviceCount").asInt();
    }

    /** The login to the Web Console of a cell whose home is new. */
    static String login(CellProcess cell) {
        var password = PASSWORD.matcher(cell.printed());
        if (!password.find()) {
            throw new IllegalStateException("The console's password is told at a home's first start only");
        }
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password.group(1)).getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, Long> threads(CellProcess cell) {
        return THREAD.matcher(jcmd(cell, "Thread.print")).results()
                .map(match -> match.group(1))
                .filter(name -> !BREATHING.matcher(name).matches())
                .map(name -> name.replaceAll("\\d+", "#"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> objects(CellProcess cell) {
        jcmd(cell, "GC.run");
        return OBJECT.matcher(jcmd(cell, "GC.class_histogram")).results()
                .filter(match -> COUNTED.containsKey(match.group(2)))
                .collect(Collectors.toMap(match -> COUNTED.get(match.group(2)), match -> Long.valueOf(match.group(1)), Long::sum, TreeMap::new));
    }

    private static Map<String, Long> files(CellProcess cell) {
        try (var links = Files.list(Path.of("/proc", Long.toString(cell.pid()), "fd"))) {
            return links.map(Footprint::target)
                    .filter(name -> name.startsWith("/"))
                    .map(name -> name.replaceAll("version\\d+\\.\\d+", "version#"))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String jcmd(CellProcess cell, String command) {
        try {
            var tool = Path.of(System.getProperty("cell.java")).resolveSibling("jcmd");
            var process = new ProcessBuilder(tool.toString(), Long.toString(cell.pid()), command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
