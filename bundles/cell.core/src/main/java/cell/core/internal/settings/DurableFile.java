package cell.core.internal.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small text file that is replaced whole. Who reads it sees the old text or the new one, also after a power failure; when a write
 * returns, the new one is on disk. Writers take turns by themselves.
 */
record DurableFile(Path path) {
    private static final String BESIDE = ".new";
    /** What the configuration folder takes at most: a file that is much larger would fill the memory of the cell. */
    private static final int MAX_BYTES = 1 << 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** The text, empty when there is no file. */
    String read() throws IOException {
        if (!Files.exists(path)) {
            return "";
        }
        checkLength(Files.size(path));
        return Files.readString(path);
    }

    private void checkLength(long bytes) throws IOException {
        if (bytes > MAX_BYTES) {
            throw new IOException(path + " may have at most " + MAX_BYTES + " bytes");
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Replaces the text. What a symbolic link points to is replaced, not the link; the mode stays, and a new file is its owner's. */
    void write(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        checkLength(bytes.length);
        var target = exists() ? path.toRealPath() : path.toAbsolutePath();
        var beside = target.resolveSibling(target.getFileName() + BESIDE);
        try (var out = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Files.setPosixFilePermissions(beside, exists() ? Files.getPosixFilePermissions(path) : OWNER_ONLY);
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        syncFolder(path.toAbsolutePath());
    }

    private static void syncFolder(Path file) throws IOException {
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
