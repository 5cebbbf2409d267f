package cell.launcher;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;

/**
 * Puts the service bundles that come with this version into the deploy folder under their symbolic name, and keeps its hands off
 * what the operator did there: a file that was replaced stays, and one that was removed does not come back.
 */
final class ShippedServices {
    private final Path deploy;
    private final Path record;

    ShippedServices(Home home) {
        this.deploy = home.deploy();
        this.record = home.data().resolve("shipped.properties");
    }

    void deliver(List<BundleFile> services) throws LaunchException {
        var shipped = new Properties();
        try {
            if (Files.exists(record)) {
                try (var in = Files.newBufferedReader(record)) {
                    shipped.load(in);
                }
            }
            boolean changed = false;
            for (var service : services) {
                changed |= deliver(service, shipped);
            }
            if (changed) {
                save(shipped);
            }
        } catch (IOException e) {
            throw new LaunchException("The services cannot be put into " + deploy + ": " + e.getMessage() + ".", e);
        }
    }

    private boolean deliver(BundleFile service, Properties shipped) throws IOException {
        var name = symbolicName(service.path());
        var hash = hash(service.path());
        var before = shipped.getProperty(name);
        if (hash.equals(before)) {
            return false;
        }
        var target = deploy.resolve(name + ".jar");
        boolean untouched = before == null ? Files.notExists(target) : Files.exists(target) && before.equals(hash(target));
        if (untouched) {
            var beside = deploy.resolve("." + name + ".new");
            Files.copy(service.path(), beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        }
        shipped.setProperty(name, hash);
        return true;
    }

    private void save(Properties shipped) throws IOException {
        var beside = record.resolveSibling(record.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(beside)) {
            shipped.store(out, "The services that came with this version, by the SHA-256 of their file");
        }
        Files.move(beside, record, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String symbolicName(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var header = file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            return header.split(";")[0].strip();
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
