package cell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.utils.json.JSONParser;

/**
 * A capability in the Sling feature format. Of that format this launcher reads {@code bundles} with {@code id} and
 * {@code start-order}, and the extension of {@link SystemNeeds}.
 *
 * @param file where it stands
 * @param bundles the bundles it needs
 * @param system what it needs of the operating system
 */
record Feature(Path file, List<BundleFile> bundles, SystemNeeds system) {
    /** From this start order on a bundle is a service: it lives in the deploy folder, where it can be replaced while the cell runs. */
    static final int FIRST_SERVICE_ORDER = 50;

    /**
     * A bundle that a feature names.
     *
     * @param path its file
     * @param startOrder the start level it runs from
     */
    record BundleFile(Path path, int startOrder) {
        boolean isService() {
            return startOrder >= FIRST_SERVICE_ORDER;
        }
    }

    /** Reads all features of a folder in the order of their names. */
    static List<Feature> readAll(Path folder, Path lib, String version) throws LaunchException {
        var features = new ArrayList<Feature>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            var sorted = new ArrayList<Path>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (var file : sorted) {
                features.add(read(file, lib, version));
            }
        } catch (IOException e) {
            throw new LaunchException("The features in " + folder + " cannot be read: " + Reason.of(e) + ".", e);
        }
        if (features.isEmpty()) {
            throw new LaunchException("There is no feature in " + folder + ": unpack the distribution anew.");
        }
        return features;
    }

    private static Feature read(Path file, Path lib, String version) throws IOException, LaunchException {
        try {
            var json = new JSONParser(Files.readString(file).replace("${project.version}", version)).getParsed();
            if (json == null || !(json.get("bundles") instanceof List<?> entries)) {
                throw new LaunchException("it has no list of bundles");
            }
            var bundles = new ArrayList<BundleFile>();
            for (var entry : entries) {
                bundles.add(bundle(entry, lib));
            }
            return new Feature(file, List.copyOf(bundles), SystemNeeds.of(json.get(SystemNeeds.EXTENSION)));
        } catch (IllegalArgumentException e) {
            throw new LaunchException("The feature " + file + " is not JSON: mend it or move it away.", e);
        } catch (LaunchException e) {
            throw new LaunchException("The feature " + file + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static BundleFile bundle(Object entry, Path lib) throws LaunchException {
        if (entry instanceof Map<?, ?> fields
                && fields.get("id") instanceof String id
                && fields.get("start-order") instanceof String order
                && order.matches("[1-9]\\d{0,2}")) {
            var path = lib.resolve(repositoryPath(id));
            if (!Files.isRegularFile(path)) {
                throw new LaunchException("its bundle " + id + " is missing; build it with mvn package, or unpack the distribution anew");
            }
            return new BundleFile(path, Integer.parseInt(order));
        }
        throw new LaunchException("a bundle takes an id and a start-order from 1 to 999, where it says " + entry);
    }

    private static String repositoryPath(String id) throws LaunchException {
        var part = id.split(":");
        if (part.length != 3) {
            throw new LaunchException("it names " + id + ", which is not group:artifact:version");
        }
        return part[0].replace('.', '/') + '/' + part[1] + '/' + part[2] + '/' + part[1] + '-' + part[2] + ".jar";
    }
}
