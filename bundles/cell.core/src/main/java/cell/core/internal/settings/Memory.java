package cell.core.internal.settings;

import cell.api.error.CellException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was last accepted, kept on disk so that a bad edit does not cost the values that were good. */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final DurableFile file;

    Memory(Path file) {
        this.file = new DurableFile(file);
    }

    /** Empty on the first start, and when the file was spoiled. */
    Optional<Accepted> read() {
        if (!file.exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Accepted.parse(new CfgText(file.read())));
        } catch (IOException | IllegalArgumentException | CellException e) {
            LOG.warn("What was last accepted cannot be read from {} and is forgotten: {}", file.path(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Writes it durably, if it is news. */
    void write(Accepted accepted) throws IOException {
        var text = accepted.toText().text();
        if (!text.equals(file.read())) {
            file.write(text);
        }
    }
}
