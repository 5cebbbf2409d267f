package cell.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Puts files that come with this version into a folder that is the operator's, and keeps its hands off what the operator did there: a
 * file that was changed stays, and one that was removed does not come back, unless the folder cannot do without. Untouched files are
 * replaced by a newer version's, and go when that no longer has them. What was brought is kept in a record: the file's name, the
 * SHA-256 of its bytes, and the stamp of the file it came from, so that an unchanged one need not be read on each start.
 */
final class Shipment {
    private final Path folder;
    private final Path record;
    private final boolean missingReturns;

    Shipment(Path folder, Path record, boolean missingReturns) {
        this.folder = folder;
        this.record = record;
        this.missingReturns = missingReturns;
    }

    /** Brings each file under the name that it shall have. */
    void deliver(Map<String, Path> files) throws LaunchException {
        try {
            var before = load();
            var after = new Properties();
            for (var file : files.entrySet()) {
                after.setProperty(file.getKey(), deliver(file.getKey(), file.getValue(), before.getProperty(file.getKey())));
            }
            for (var name : new TreeSet<>(before.stringPropertyNames())) {
                if (!files.containsKey(name) && isUntouched(name, before.getProperty(name))) {
                    Files.delete(folder.resolve(name));
                }
            }
            if (!after.equals(before)) {
                save(after);
            }
        } catch (IOException e) {
            throw Reason.cannotWrite(folder, e);
        }
    }

    private String deliver(String name, Path source, String before) throws IOException {
        var target = folder.resolve(name);
        var isMissing = Files.notExists(target);
        var stamp = stamp(source);
        if (before != null && before.endsWith(" " + stamp) && !(isMissing && missingReturns)) {
            return before;
        }
        var hash = hash(source);
        var isNew = before == null && isMissing;
        var isNewer = before != null && !before.startsWith(hash) && isUntouched(name, before);
        if (isNew || isNewer || isMissing && missingReturns) {
            WholeFile.copy(source, target);
        }
        return hash + " " + stamp;
    }

    private boolean isUntouched(String name, String before) throws IOException {
        var target = folder.resolve(name);
        return Files.isRegularFile(target) && before.startsWith(hash(target));
    }

    private Properties load() throws IOException {
        var properties = new Properties();
        if (Files.exists(record)) {
            try (var in = Files.newBufferedReader(record)) {
                properties.load(in);
            }
        }
        return properties;
    }

    private void save(Properties shipped) throws IOException {
        var text = new StringWriter();
        shipped.store(text, "What this version brought: SHA-256, and the name, size and time of the file it came from");
        WholeFile.write(record, text.toString(), false);
    }

    private static String stamp(Path source) throws IOException {
        return source.getFileName() + " " + Files.size(source) + " " + Files.getLastModifiedTime(source).toMillis();
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
