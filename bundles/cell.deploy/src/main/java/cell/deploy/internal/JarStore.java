package cell.deploy.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of the deploy folder, and what the cell keeps of each: {@code current} is what the framework was given last, {@code good}
 * is the last one that proved good. A copy is on disk before it gets its name, so a power failure leaves the one or the other.
 */
final class JarStore {
    private static final String SUFFIX = ".jar";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path incoming;
    private final Path current;
    private final Path good;
    private final Path quarantine;
    private final Clock clock;

    JarStore(Path folder, Path data, Path quarantine, Clock clock) throws IOException {
        this.folder = folder;
        this.incoming = Files.createDirectories(data.resolve("incoming"));
        this.current = Files.createDirectories(data.resolve("current"));
        this.good = Files.createDirectories(data.resolve("good"));
        this.quarantine = Files.createDirectories(quarantine);
        this.clock = clock;
    }

    /** Whether a file is a bundle's by its name: hidden ones are files on their way. */
    boolean isOurs(Path file) {
        var name = file.getFileName().toString();
        return folder.equals(file.getParent()) && name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /** The names of all bundle files in the deploy folder, sorted. */
    List<String> list() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder, file -> isOurs(file) && Files.isRegularFile(file))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    boolean hasFolder() {
        return Files.isDirectory(folder);
    }

    boolean exists(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    /** How long ago a file was last written to; someone may still be writing. */
    Duration age(String name) throws IOException {
        return Duration.between(Files.getLastModifiedTime(folder.resolve(name)).toInstant(), clock.instant());
    }

    /** Whether a file looks untouched since the framework was given it: a glance at size and time. */
    boolean looksCurrent(String name) throws IOException {
        var kept = current.resolve(name);
        var file = folder.resolve(name);
        return Files.exists(kept) && Files.size(kept) == Files.size(file)
                && Files.getLastModifiedTime(kept).toMillis() == Files.getLastModifiedTime(file).toMillis();
    }

    /** Whether a file is byte by byte what the framework was given. */
    boolean isCurrent(String name) throws IOException {
        var kept = current.resolve(name);
        return Files.exists(kept) && Files.mismatch(kept, folder.resolve(name)) == -1;
    }

    /** Copies a file aside, so that what is looked at, installed and kept is the same whatever happens in the folder meanwhile. */
    Path take(String name) throws IOException {
        return copy(folder.resolve(name), incoming.resolve(name));
    }

    /** Says that the framework now has what was taken. */
    void markCurrent(String name) throws IOException {
        Files.move(incoming.resolve(name), current.resolve(name), ATOMIC_MOVE);
    }

    /** Keeps what the framework has as the last one that proved good. */
    void markGood(String name) throws IOException {
        if (isSame(name)) {
            return;
        }
        var beside = good.resolve("." + name);
        Files.deleteIfExists(beside);
        Files.createLink(beside, current.resolve(name));
        Files.move(beside, good.resolve(name), ATOMIC_MOVE);
    }

    /** Whether a file proved good that is not the one that the framework has. */
    boolean hasOtherGood(String name) throws IOException {
        return Files.exists(good.resolve(name)) && !isSame(name);
    }

    private boolean isSame(String name) throws IOException {
        var kept = good.resolve(name);
        var now = current.resolve(name);
        return Files.exists(kept) && Files.exists(now) && (Files.isSameFile(kept, now) || Files.mismatch(kept, now) == -1);
    }

    /** Makes the last good one the next to be installed. */
    Path takeGood(String name) throws IOException {
        return copy(good.resolve(name), incoming.resolve(name));
    }

    /** Puts what the framework has back into the deploy folder, when there is any. */
    void putBack(String name) throws IOException {
        if (Files.exists(current.resolve(name))) {
            var beside = copy(current.resolve(name), folder.resolve("." + name + ".back"));
            Files.move(beside, folder.resolve(name), ATOMIC_MOVE);
        }
    }

    /** Moves a file out of the deploy folder, with the reason beside it; returns its new name. */
    String quarantine(String name, String reason) throws IOException {
        var stem = name.substring(0, name.length() - SUFFIX.length()) + "-" + STAMP.format(clock.instant());
        var target = quarantine.resolve(stem + SUFFIX);
        Files.writeString(quarantine.resolve("." + stem), reason + "\n");
        Files.move(quarantine.resolve("." + stem), quarantine.resolve(stem + ".txt"), ATOMIC_MOVE);
        try {
            Files.move(folder.resolve(name), target, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            copy(folder.resolve(name), target);
            Files.delete(folder.resolve(name));
        }
        return target.getFileName().toString();
    }

    /** Forgets all that was kept of a file. */
    void forget(String name) throws IOException {
        Files.deleteIfExists(incoming.resolve(name));
        Files.deleteIfExists(current.resolve(name));
        Files.deleteIfExists(good.resolve(name));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var in = Files.newInputStream(from); var channel = FileChannel.open(to, CREATE, TRUNCATE_EXISTING, WRITE)) {
            in.transferTo(Channels.newOutputStream(channel));
            Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
            channel.force(true);
        }
        return to;
    }
}
