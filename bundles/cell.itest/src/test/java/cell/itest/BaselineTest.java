package cell.itest;

import static org.junit.Assert.assertEquals;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

/**
 * What a plug-in compiles against keeps its promise: a package whose content changed since the recorded release has a version that says
 * so (semantic versioning as OSGi has it). After a release, {@code mvn verify -Dtest=BaselineTest -Dcell.baseline.record=true} records anew.
 */
public class BaselineTest {
    private static final Path ROOT = Path.of(System.getProperty("cell.root")).toAbsolutePath().normalize();
    private static final Path RECORDS = ROOT.resolve("bundles/cell.itest/src/test/resources/baseline");
    @Test
    public void contractsKeepTheirPromise() throws Exception {
        check("cell.api");
    }

    @Test
    public void houseAnnotationsKeepTheirPromise() throws Exception {
        check("cell.rest");
    }

    private static void check(String bundle) throws Exception {
        var record = RECORDS.resolve(bundle + ".txt");
        var jar = ROOT.resolve("runtime/assembly/target/artifacts/cell/" + bundle + "/1.0.0/" + bundle + "-1.0.0.jar");
        try (var newer = new Jar(jar.toFile())) {
            var differ = new DiffPluginImpl();
            var tree = differ.tree(newer).get("<api>");
            if (Boolean.getBoolean("cell.baseline.record")) {
                Files.createDirectories(RECORDS);
                Files.write(record, ApiText.write(tree.serialize(), versions(newer)));
            }
            var older = ApiText.read(Files.readAllLines(record));
            assertEquals(List.of(), broken(tree.diff(differ.deserialize(older.tree())), older.versions(), versions(newer)));
        }
    }

    private static List<String> broken(Diff api, Map<String, String> before, Map<String, String> now) {
        var broken = new ArrayList<String>();
        for (var change : api.getChildren()) {
            if (change.getType() != Type.PACKAGE || change.getDelta() == Delta.ADDED) {
                continue;
            }
            var name = change.getName();
            var old = new Version(before.get(name));
            var least = least(old, change.getDelta());
            if (!now.containsKey(name)) {
                broken.add(name + " is gone");
            } else if (new Version(now.get(name)).compareTo(least) < 0) {
                broken.add(name + " " + now.get(name) + " has a " + change.getDelta() + " change since " + old + ": it must be " + least + " or higher");
            }
        }
        return broken;
    }

    private static Version least(Version old, Delta delta) {
        return switch (delta) {
            case MAJOR, REMOVED, CHANGED -> new Version(old.getMajor() + 1, 0, 0);
            case MINOR, ADDED -> new Version(old.getMajor(), old.getMinor() + 1, 0);
            case MICRO -> new Version(old.getMajor(), old.getMinor(), old.getMicro() + 1);
            case UNCHANGED, IGNORED -> old;
        };
    }

    private static Map<String, String> versions(Jar jar) throws Exception {
        var versions = new TreeMap<String, String>();
        Domain.domain(jar.getManifest()).getExportPackage().forEach((name, attributes) -> versions.put(name, attributes.getVersion()));
        return versions;
    }
}
