package cell.api.command;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Runs tools of the operating system. Safe for use by any number of threads. */
@ProviderType
public interface CommandRunner {
    /**
     * Runs a tool and waits for its end. One that leaves a daemon behind ends once the daemon has closed its output. The environment
     * is empty but for {@code LC_ALL=C.UTF-8} and a {@code PATH} of the system's folders.
     *
     * @throws cell.api.error.CellException UNAVAILABLE when the tool or the namespace is missing, or it took too long or wrote too
     *     much: the message names the tool, never its words
     */
    CommandResult run(Command command);

    /** Where a tool is, looked up in the system's fixed folders ({@code /usr/sbin} and the like). */
    Optional<Path> find(String tool);
}
