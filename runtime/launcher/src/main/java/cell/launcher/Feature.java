package cell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.utils.json.JSONParser;

/**
 * A capability in the Sling feature format: the bundles it needs. Of the format this launcher reads {@code bundles} with {@code id}
 * and {@code start-order}.
 */
record Feature(Path file, List<BundleFile> bundles) {
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
            throw new LaunchException("The features in " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        return features;
    }

    private static Feature read(Path file, Path lib, String version) throws IOException, LaunchException {
        var json = new JSONParser(Files.readString(file).replace("${project.version}", version)).getParsed();
        var bundles = new ArrayList<BundleFile>();
        if (json.get("bundles") instanceof List<?> entries) {
            for (var entry : entries) {
                bundles.add(bundle(file, entry, lib));
            }
        }
        return new Feature(file, List.copyOf(bundles));
    }

    private static BundleFile bundle(Path feature, Object entry, Path lib) throws LaunchException {
        if (entry instanceof Map<?, ?> fields
                && fields.get("id") instanceof String id
                && fields.get("start-order") instanceof String order
                && order.matches("\\d{1,3}")) {
            var path = lib.resolve(repositoryPath(feature, id));
            if (!Files.isRegularFile(path)) {
                throw new LaunchException("The bundle " + id + " of " + feature.getFileName() + " is missing; build it with mvn package.");
            }
            return new BundleFile(path, Integer.parseInt(order));
        }
        throw new LaunchException("The feature " + feature + " has a bundle without an id or a start-order.");
    }

    private static String repositoryPath(Path feature, String id) throws LaunchException {
        var part = id.split(":");
        if (part.length != 3) {
            throw new LaunchException("The feature " + feature + " names " + id + ", which is not group:artifact:version.");
        }
        return part[0].replace('.', '/') + '/' + part[1] + '/' + part[2] + '/' + part[1] + '-' + part[2] + ".jar";
    }
}
