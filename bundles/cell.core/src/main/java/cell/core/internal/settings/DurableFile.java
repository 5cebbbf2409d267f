package cell.core.internal.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A small text file that is replaced whole. Who reads it sees the old text or the new one, also after a power failure; when a write
 * returns, the new one is on disk. Writers take turns by themselves.
 */
record DurableFile(Path path) {
    private static final String BESIDE = ".new";

    /** The text, empty when there is no file. */
    String read() throws IOException {
        return Files.exists(path) ? Files.readString(path) : "";
    }

    boolean exists() {
        return Files.exists(path);
    }

    void write(String text) throws IOException {
        var beside = path.resolveSibling(path.getFileName() + BESIDE);
        try (var out = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            if (exists()) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(path));
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        syncFolder();
    }

    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
