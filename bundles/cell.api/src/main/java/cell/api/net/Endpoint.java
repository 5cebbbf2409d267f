package cell.api.net;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a socket is to be opened.
 *
 * @param namespace the network namespace's name as {@code ip netns} knows it; empty for the one the cell runs in
 * @param address a literal IP address; {@code 0.0.0.0} or {@code ::} for all
 * @param port 1 to 65535, or 0 for any free one
 */
public record Endpoint(String namespace, String address, int port) {
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public Endpoint {
        Objects.requireNonNull(address, "address");
        if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("not a name of a network namespace");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
    }

    /** An endpoint in the namespace that the cell itself runs in. */
    public static Endpoint host(String address, int port) {
        return new Endpoint("", address, port);
    }
}
