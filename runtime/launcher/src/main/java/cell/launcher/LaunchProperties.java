package cell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the framework and the bundles are told at the start: {@code framework.properties}, and what this cell's options make of it. */
final class LaunchProperties {
    private static final String PORT = "org.osgi.service.http.port";

    private final Options options;
    private final Properties file;

    private LaunchProperties(Options options, Properties file) {
        this.options = options;
        this.file = file;
    }

    static LaunchProperties read(Options options) throws LaunchException {
        var path = options.root().resolve("runtime/framework.properties");
        var properties = new Properties();
        try (var in = Files.newBufferedReader(path)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException("The file " + path + " cannot be read: " + Reason.of(e) + ".", e);
        }
        if (!properties.getProperty(PORT, "").matches("\\d{1,5}")) {
            throw new LaunchException("The file " + path + " names no port: set " + PORT + " to a number.");
        }
        return new LaunchProperties(options, properties);
    }

    /** The administration's port on loopback. */
    int port() {
        return Integer.parseInt(file.getProperty(PORT)) + options.portOffset();
    }

    /** The cell's folders by their property. Logging reads them as system properties. */
    Map<String, Path> folders() {
        var home = options.home();
        return Map.of(
                "cell.root", options.root(),
                "cell.config.dir", home.config(),
                "cell.deploy.dir", home.deploy(),
                "cell.data.dir", home.data(),
                "cell.logs.dir", home.logs(),
                "cell.quarantine.dir", home.quarantine());
    }

    Map<String, Object> framework(String version) {
        var home = options.home();
        var all = new HashMap<String, Object>();
        file.stringPropertyNames().forEach(name -> all.put(name, file.getProperty(name)));
        folders().forEach((name, folder) -> all.put(name, folder.toString()));
        all.put(PORT, Integer.toString(port()));
        all.put("org.osgi.framework.storage", home.bundleCache().toString());
        all.put("felix.cm.dir", home.configurationStore().toString());
        all.put("felix.fileinstall.dir", home.config() + "," + home.deploy());
        all.put("felix.fileinstall.tmpdir", home.temporary().resolve("fileinstall").toString());
        all.put("cell.version", version);
        all.put("cell.port.offset", Integer.toString(options.portOffset()));
        return all;
    }
}
