package cell.api.net;

import java.util.Objects;

/**
 * Where a service can be reached.
 *
 * @param protocol the protocol's name in lower case, for example {@code dns}, {@code imap}
 * @param address the literal IP address that it is bound to
 * @param port 1 to 65535
 * @param tls whether the connection is TLS from its first byte on
 */
public record Listener(String protocol, String address, int port, boolean tls) {
    public Listener {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
        }
    }
}
