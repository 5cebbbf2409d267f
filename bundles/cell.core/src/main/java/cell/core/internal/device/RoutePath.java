package cell.core.internal.device;

import cell.api.error.CellException;
import cell.api.net.DomainName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a route answers for.
 *
 * @param host a host name in lower case, or empty for all
 * @param prefix {@code /}, or whole segments without a final slash
 */
record RoutePath(String host, String prefix) {
    private static final Pattern PREFIX = Pattern.compile("/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    /** @throws CellException INVALID when host or path are malformed */
    static RoutePath of(Optional<String> hostName, String pathPrefix) {
        if (!PREFIX.matcher(pathPrefix).matches()) {
            throw CellException.invalid("path", "starts with a slash, does not end with one, and has plain segments, for example /dav");
        }
        return new RoutePath(hostName.map(RoutePath::host).orElse(""), pathPrefix);
    }

    private static String host(String name) {
        try {
            return DomainName.parse(name).text();
        } catch (IllegalArgumentException e) {
            throw CellException.invalid("host", e.getMessage());
        }
    }

    @Override
    public String toString() {
        return host + prefix;
    }
}
