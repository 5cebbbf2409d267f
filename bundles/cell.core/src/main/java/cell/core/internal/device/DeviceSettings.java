package cell.core.internal.device;

import cell.api.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the device listeners are to be, and what they allow; valid.
 *
 * @param addresses literal addresses of the host
 * @param http port on the host, 0 for none
 * @param https port on the host, 0 for none
 * @param namespaceHttp port in the cell's namespace, 0 for none
 * @param namespaceHttps port in the cell's namespace, 0 for none
 * @param limits what every listener allows
 */
record DeviceSettings(List<String> addresses, int http, int https, int namespaceHttp, int namespaceHttps, Limits limits) {
    private static final int LAST_PORT = 65_535;

    /** A file of plain properties has several addresses in one line. */
    private static final Pattern SEPARATOR = Pattern.compile(",");

    /** What a listener allows: bytes of a request's head, seconds of silence, connections at a time. */
    record Limits(int headerBytes, int idleSeconds, int connections) {}

    /** A listener that is to be there. */
    record Wanted(Endpoint endpoint, boolean tls, Limits limits) {
        String protocol() {
            return tls ? "https" : "http";
        }
    }

    /** @throws IllegalArgumentException with the key, its value and what is allowed */
    static DeviceSettings of(DeviceConfig config) {
        var limits = new Limits(
                within("header_limit_bytes", config.header__limit__bytes(), 1024, 1 << 20),
                within("idle_seconds", config.idle__seconds(), 1, 3600),
                within("connections_limit", config.connections__limit(), 1, 65_536));
        return new DeviceSettings(
                Stream.of(config.addresses()).flatMap(SEPARATOR::splitAsStream).map(String::strip).filter(one -> !one.isEmpty()).toList(),
                within("http_port", config.http__port(), 0, LAST_PORT),
                within("https_port", config.https__port(), 0, LAST_PORT),
                within("namespace_http_port", config.namespace__http__port(), 0, LAST_PORT),
                within("namespace_https_port", config.namespace__https__port(), 0, LAST_PORT),
                limits);
    }

    /** The listeners on the host. */
    List<Wanted> onHost() {
        var wanted = new ArrayList<Wanted>();
        for (var address : addresses) {
            add(wanted, "", address, http, false);
            add(wanted, "", address, https, true);
        }
        return wanted;
    }

    /** The listeners in a namespace, at the cell's own address. */
    List<Wanted> inNamespace(String namespace, String address) {
        var wanted = new ArrayList<Wanted>();
        add(wanted, namespace, address, namespaceHttp, false);
        add(wanted, namespace, address, namespaceHttps, true);
        return wanted;
    }

    boolean wantsNamespace() {
        return namespaceHttp != 0 || namespaceHttps != 0;
    }

    private void add(List<Wanted> wanted, String namespace, String address, int port, boolean tls) {
        if (port != 0) {
            wanted.add(new Wanted(new Endpoint(namespace, address, port), tls, limits));
        }
    }

    private static int within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException("cell.device: " + key + "=" + value + " is not in " + lowest + " to " + highest);
        }
        return value;
    }
}
