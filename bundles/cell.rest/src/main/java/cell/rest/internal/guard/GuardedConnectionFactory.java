package cell.rest.internal.guard;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that know no other protocol than HTTP/1, and whose every request the guard sees first. */
final class GuardedConnectionFactory extends HttpConnectionFactory {
    GuardedConnectionFactory(Guard guard) {
        super(configuration(guard));
        limit(guard.limits());
    }

    private static HttpConfiguration configuration(Guard guard) {
        var configuration = new HttpConfiguration();
        configuration.addCustomizer(guard);
        configuration.setHttpCompliance(HttpCompliance.RFC7230);
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setSendDateHeader(true);
        return configuration;
    }

    /** From now on, for new connections. */
    void limit(Limits limits) {
        getHttpConfiguration().setRequestHeaderSize(limits.headerBytes());
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new GuardedConnection(getHttpConfiguration(), connector, endPoint);
        connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
        connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
        return configure(connection, connector, endPoint);
    }
}
