package cell.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that are there whole or not at all, also after a power failure: written beside, forced to the disk, renamed. */
final class WholeFile {
    private WholeFile() {}

    /** Replaces a file's text. Only the owner may read it when it is private. */
    static void write(Path file, String text, boolean isPrivate) throws IOException {
        var beside = beside(file);
        Files.deleteIfExists(beside);
        var permissions = PosixFilePermissions.fromString(isPrivate ? "rw-------" : "rw-r--r--");
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(beside, options, PosixFilePermissions.asFileAttribute(permissions))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void copy(Path source, Path file) throws IOException {
        var beside = beside(file);
        Files.copy(source, beside, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A hidden name: those who watch the folder do not look at it. */
    private static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }
}
