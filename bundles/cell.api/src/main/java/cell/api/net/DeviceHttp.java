package cell.api.net;

import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Serves people's devices over the cell's shared HTTP and HTTPS device listeners. Nothing that is served here is reachable on the
 * administration's port, and nothing of the administration here.
 */
@ProviderType
public interface DeviceHttp {
    /**
     * Serves everything below a path: of the routes of the request's host, else of those of all hosts, the one with the most segments
     * gets it. The servlet sees the whole rest of the path, decoded, as its path info. What it throws becomes the error body; so does
     * {@code sendError}.
     *
     * @param hostName the only host name (without port) that is served, or empty for all
     * @param pathPrefix starts with a slash and does not end with one, for example {@code /dav}; the root is {@code /}
     * @param servlet called by many threads; initialised and destroyed by the listener
     * @return closes the way again: new requests get 404 at once, running ones have five seconds to end. Closing twice is harmless
     * @throws cell.api.error.CellException CONFLICT when host and path are taken, INVALID when one is malformed, UNAVAILABLE when the
     *     servlet does not initialise
     */
    Route serve(Optional<String> hostName, String pathPrefix, Servlet servlet);

    /** The listeners that are open now: empty when none is. */
    List<Listener> listeners();

    /** Why a listener that is configured is not open, one sentence each; empty when all are. */
    List<String> problems();

    /** A way to a servlet, until it is closed. */
    interface Route extends AutoCloseable {
        @Override
        void close();
    }
}
