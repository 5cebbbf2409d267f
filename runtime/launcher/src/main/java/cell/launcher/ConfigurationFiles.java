package cell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;

/** Brings the defaults into a home's configuration folder, and refuses files there that cannot be read. */
final class ConfigurationFiles {
    private static final String LOCAL_SUFFIX = ".local.cfg";
    /** One that is much larger would fill the memory of the cell. */
    private static final long MAX_BYTES = 1 << 20;

    private final Home home;

    ConfigurationFiles(Home home) {
        this.home = home;
    }

    /** Copies what this version ships. A missing file comes back: without its defaults a part of the cell would not start. */
    void deliver(Path defaults) throws LaunchException {
        var shipped = new TreeMap<String, Path>();
        try {
            if (Files.isSameFile(defaults, home.config())) {
                return;
            }
            try (var files = Files.newDirectoryStream(defaults, "*.cfg")) {
                for (var file : files) {
                    if (!file.toString().endsWith(LOCAL_SUFFIX)) {
                        shipped.put(file.getFileName().toString(), file);
                    }
                }
            }
        } catch (IOException e) {
            throw new LaunchException("The default configuration in " + defaults + " cannot be read: " + Reason.of(e) + ".", e);
        }
        new Shipment(home.config(), home.data().resolve("shipped-config.properties"), true).deliver(shipped);
    }

    void check() throws LaunchException {
        try (var files = Files.newDirectoryStream(home.config(), "*.cfg")) {
            for (var file : files) {
                check(file);
            }
        } catch (IOException e) {
            throw new LaunchException("The configuration folder " + home.config() + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private static void check(Path file) throws LaunchException {
        try {
            if (Files.isRegularFile(file) ? Files.size(file) > MAX_BYTES : Files.exists(file)) {
                throw new IOException("it is no file of at most " + MAX_BYTES + " bytes");
            }
            try (var in = Files.newBufferedReader(file)) {
                new Properties().load(in);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException("The configuration file " + file + " cannot be read (" + Reason.of(e) + "): mend it or move it away.", e);
        }
    }
}
