package cell.rest.internal.guard;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Who may speak to the administration: a program on this machine, or a page that the cell itself served to a browser on it. Immutable,
 * for any number of threads.
 */
final class AccessRules {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int HTTP_PORT = 80;
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final List<String> hosts;

    AccessRules(int port) {
        var suffix = port == HTTP_PORT ? "" : ":" + port;
        this.hosts = List.of("localhost" + suffix, "127.0.0.1" + suffix, "[::1]" + suffix);
    }

    /** Whether a connection's other end is on this machine. What a header claims is never asked. */
    static boolean isLocal(SocketAddress peer) {
        return peer instanceof InetSocketAddress socket && socket.getAddress() != null && socket.getAddress().isLoopbackAddress();
    }

    /** Throws a {@link Refusal} unless the request may pass. */
    void check(SocketAddress peer, String method, String target, HttpFields headers) {
        if (!isLocal(peer)) {
            throw new Refusal(FORBIDDEN, "The administration answers on this machine only");
        }
        var host = host(headers);
        checkOrigin(headers, host);
        checkFetchSite(headers);
        if (method.equals("CONNECT") || method.equals("TRACE") || method.equals("TRACK")) {
            throw new Refusal(METHOD_NOT_ALLOWED, "This method is not allowed here");
        }
        PathRules.check(target);
    }

    /** A name that an attacker's DNS made point here (DNS rebinding) is no name of ours. */
    private String host(HttpFields headers) {
        String found = null;
        for (var field : headers) {
            if (field.getHeader() == HttpHeader.HOST) {
                if (found != null) {
                    throw new Refusal(BAD_REQUEST, "The request must have exactly one Host header");
                }
                found = field.getValue() == null ? "" : field.getValue();
            }
        }
        if (found == null) {
            throw new Refusal(BAD_REQUEST, "The request must have exactly one Host header");
        }
        for (var host : hosts) {
            if (host.equalsIgnoreCase(found)) {
                return host;
            }
        }
        throw new Refusal(FORBIDDEN, "The administration is called localhost, 127.0.0.1 or [::1], with its port");
    }

    private static void checkOrigin(HttpFields headers, String host) {
        if (headers.contains(HttpHeader.ORIGIN)) {
            for (var origin : headers.getValuesList(HttpHeader.ORIGIN)) {
                if (!origin.equalsIgnoreCase("http://" + host)) {
                    throw new Refusal(FORBIDDEN, "A page of another origin may not use the administration");
                }
            }
        }
    }

    /** {@code none} is an address that the person typed or a bookmark; programs other than browsers send nothing. */
    private static void checkFetchSite(HttpFields headers) {
        if (headers.contains(FETCH_SITE)) {
            for (var site : headers.getValuesList(FETCH_SITE)) {
                if (!site.equals("same-origin") && !site.equals("none")) {
                    throw new Refusal(FORBIDDEN, "A page of another site may not use the administration");
                }
            }
        }
    }
}
