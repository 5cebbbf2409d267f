package cell.api.net;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens sockets, also in another network namespace. A channel belongs to the namespace that it was opened in for as long as it
 * lives; any thread may then use it. The caller closes it. The cell's port offset is added to ports of the host's namespace, but not
 * to port 0. {@code ::} takes IPv4 as well. Safe for use by any number of threads.
 */
@ProviderType
public interface Sockets {
    /**
     * Opens and binds a UDP socket, with {@code SO_REUSEADDR} set: a wildcard and an address can share a port, while the very same
     * address twice is refused.
     *
     * @throws IOException when the address is taken, or not there
     * @throws cell.api.error.CellException UNAVAILABLE when the namespace is missing or the privilege to enter it is
     */
    DatagramChannel openUdp(Endpoint endpoint) throws IOException;

    /**
     * Opens, binds and listens on a TCP socket, with {@code SO_REUSEADDR} set.
     *
     * @throws IOException when the address is taken, or not there
     * @throws cell.api.error.CellException UNAVAILABLE when the namespace is missing or the privilege to enter it is
     */
    ServerSocketChannel openTcp(Endpoint endpoint) throws IOException;

    /**
     * The network namespace that belongs to this cell, made on start where the process may. Waits while it is being made.
     *
     * @return its name, or empty when there is none; {@link #namespaceReason()} then says why
     */
    Optional<String> cellNamespace();

    /** Why there is no namespace of the cell's own, in one sentence; empty when there is one. */
    Optional<String> namespaceReason();
}
