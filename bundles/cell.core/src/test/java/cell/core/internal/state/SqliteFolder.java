package cell.core.internal.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Services' folders under one folder, as the settings give them. */
final class SqliteFolder {
    private SqliteFolder() {}

    static Engine engine(Path folder) {
        return new SqliteEngine(service -> {
            try {
                return Files.createDirectories(folder.resolve(service));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
