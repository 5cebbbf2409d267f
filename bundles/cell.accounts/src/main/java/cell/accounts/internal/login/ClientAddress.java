package cell.accounts.internal.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, because whoever has one there has all of that
 * network (RFC 6177).
 */
final class ClientAddress {
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int LONGEST = 64;

    private ClientAddress() {}

    static String key(String client) {
        var address = client.split("%", 2)[0];
        if (address.indexOf(':') >= 0 && IPV6.matcher(address).matches()) {
            try {
                // A text with a colon is never looked up in the DNS.
                return key(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                return shortened(address);
            }
        }
        return shortened(address);
    }

    private static String key(InetAddress address) throws UnknownHostException {
        if (address instanceof Inet6Address) {
            var network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        }
        return address.getHostAddress();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
