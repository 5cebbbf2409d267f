package cell.api.tls;

import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives the cell's servers their certificates. Registered by the vault once it can serve; while it is not there, a server that speaks
 * TLS from the first byte stays closed and says so.
 */
@ProviderType
public interface CertificateIssuer {
    /**
     * TLS for servers. Its key manager reads the current key at each handshake and picks the certificate by the name that the client
     * asks for (SNI, RFC 6066 section 3), or the cell's own when it asks for none: nothing restarts when one is renewed, and all
     * calls give the same context for as long as the service is registered.
     */
    SSLContext serverContext();
}
