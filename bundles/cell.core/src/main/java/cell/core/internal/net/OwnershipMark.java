package cell.core.internal.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Remembers in a file which network namespace this cell made, so that one that a killed cell left behind is known again, and one of
 * somebody else's under the same name is not taken for it. A namespace is known by its inode during one boot of the machine.
 */
final class OwnershipMark {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;

    OwnershipMark(Path folder) {
        this.file = folder.resolve("namespace");
    }

    void set(Path namespace) throws IOException {
        Files.writeString(file, identity(namespace), StandardCharsets.UTF_8);
    }

    boolean isOn(Path namespace) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).equals(identity(namespace));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Changes when a namespace of the same name is made anew. */
    static String identity(Path namespace) throws IOException {
        return Files.readString(BOOT, StandardCharsets.UTF_8).strip() + " " + Files.getAttribute(namespace, "unix:ino") + " "
                + namespace.getFileName() + "\n";
    }
}
