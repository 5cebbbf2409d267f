package cell.itest;

import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackages;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.ops4j.pax.exam.Option;

/** The assembled cell as options for Pax Exam: the bundles are read from the features, not written a second time. */
final class Platform {
    private static final Path ROOT = Path.of(System.getProperty("cell.root")).toAbsolutePath().normalize();
    private static final Path LIB = ROOT.resolve("runtime/assembly/target/artifacts");

    private Platform() {}

    static Option[] options() throws IOException {
        var options = new ArrayList<Option>();
        options.add(cleanCaches());
        options.add(frameworkStartLevel(100));
        options.add(systemProperty("pax.exam.osgi.unresolved.fail").value("true"));
        options.add(systemProperty("jdk.util.zip.disableZip64ExtraFieldValidation").value("true"));
        options.addAll(properties());
        options.addAll(bundles());
        options.add(junitBundles());
        return options.toArray(Option[]::new);
    }

    private static List<Option> properties() throws IOException {
        var options = new ArrayList<Option>();
        var properties = new Properties();
        try (var in = Files.newInputStream(ROOT.resolve("runtime/framework.properties"))) {
            properties.load(in);
        }
        properties.setProperty("org.osgi.service.http.port", Integer.toString(freePort()));
        properties.remove("org.osgi.framework.storage.clean");
        var home = Files.createTempDirectory(Path.of("target"), "home").toAbsolutePath();
        for (var folder : List.of("config", "deploy", "data", "logs", "quarantine")) {
            properties.setProperty("cell." + folder + ".dir", Files.createDirectories(home.resolve(folder)).toString());
        }
        copyDefaults(home.resolve("config"));
        properties.setProperty("cell.root", ROOT.toString());
        properties.setProperty("cell.version", "1.0.0");
        properties.setProperty("cell.port.offset", "0");
        properties.setProperty("felix.fileinstall.dir", home.resolve("config") + "," + home.resolve("deploy"));
        properties.setProperty("felix.fileinstall.tmpdir", home.resolve("data").toString());
        options.add(systemPackages((String) properties.remove("org.osgi.framework.system.packages.extra")));
        options.add(bootDelegationPackages(((String) properties.remove("org.osgi.framework.bootdelegation")).split(",")));
        properties.forEach((name, value) -> options.add(frameworkProperty((String) name).value(value)));
        options.add(systemProperty("cell.logs.dir").value(home.resolve("logs").toString()));
        return options;
    }

    private static void copyDefaults(Path config) throws IOException {
        try (var files = Files.newDirectoryStream(ROOT.resolve("config.d"), "*.cfg")) {
            for (var file : files) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
    }

    private static List<Option> bundles() throws IOException {
        var options = new ArrayList<Option>();
        try (var features = Files.newDirectoryStream(ROOT.resolve("features"), "*.json")) {
            for (var feature : features) {
                for (var entry : new ObjectMapper().readTree(feature.toFile()).path("bundles")) {
                    var id = entry.path("id").asText().replace("${project.version}", "1.0.0").split(":");
                    var jar = LIB.resolve(id[0].replace('.', '/')).resolve(id[1]).resolve(id[2]).resolve(id[1] + "-" + id[2] + ".jar");
                    options.add(bundle(jar.toUri().toString()).startLevel(entry.path("start-order").asInt()));
                }
            }
        }
        return options;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
