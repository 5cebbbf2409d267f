package cell.vault.internal.seal;

import cell.api.error.CellException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;

/** The file with the key that wraps the data key: one line of base64, mode 0600. */
record KeyFile(Path path) {
    private static final int LONGEST = 256;

    /** The key, or empty when there is no such file. */
    Optional<byte[]> read() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            if (Files.size(path) > LONGEST) {
                throw damaged();
            }
            var key = Base64.getDecoder().decode(Files.readString(path, StandardCharsets.US_ASCII).strip());
            if (key.length != AesGcm.KEY_BYTES) {
                throw damaged();
            }
            return Optional.of(key);
        } catch (IllegalArgumentException e) {
            throw damaged();
        } catch (IOException e) {
            throw CellException.unavailable("The vault's key file vault.key cannot be read: " + e.getMessage(), e);
        }
    }

    private static CellException damaged() {
        return CellException.unavailable("The vault's key file vault.key is damaged: put the right one back, then POST /api/vault/unseal");
    }

    /** Writes it: on disk when this returns. */
    void write(byte[] key) {
        var beside = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel = FileChannel.open(beside, options, mode)) {
                var line = ByteBuffer.wrap((Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw CellException.unavailable("The vault's key file vault.key cannot be written: " + e.getMessage(), e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
            syncFolder();
        } catch (IOException e) {
            throw CellException.unavailable("The vault's key file vault.key cannot be deleted: " + e.getMessage(), e);
        }
    }

    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Whether others than its owner may read it. */
    boolean isOpenToOthers() {
        try {
            return Files.exists(path)
                    && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).endsWith("------");
        } catch (IOException e) {
            return false;
        }
    }
}
