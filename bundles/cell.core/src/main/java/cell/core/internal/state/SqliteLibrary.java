package cell.core.internal.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The driver's native library. By itself the driver unpacks a copy into the folder for temporary files on each start, and leaves it
 * there after a kill. Here it is unpacked once for each version, under the cell's own data.
 */
final class SqliteLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String FALLBACK_PROPERTY = "org.sqlite.tmpdir";

    private final Path folder;

    SqliteLibrary(Path stateFolder) {
        this.folder = stateFolder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    }

    /** The driver reads where it is from system properties only. Those that the operator has set stay. */
    void provide() {
        var name = LibraryLoaderUtil.getNativeLibName();
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try {
            Files.createDirectories(folder);
            if (Files.notExists(folder.resolve(name))) {
                unpack(resource, folder.resolve(name));
            }
            Map.of(PATH_PROPERTY, folder, FALLBACK_PROPERTY, folder).forEach((property, value) -> {
                if (System.getProperty(property) == null) {
                    System.setProperty(property, value.toString());
                }
            });
        } catch (IOException e) {
            LOG.warn("SQLite's library cannot be kept under {}: it is unpacked on each start instead", folder, e);
        }
    }

    private static void unpack(String resource, Path file) throws IOException {
        var beside = Files.createTempFile(file.getParent(), "unpacking", "");
        try (var in = SQLiteConnection.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the driver brings no library for this machine: " + resource);
            }
            Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
