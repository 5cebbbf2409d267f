package cell.api.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An IPv4 address as a value that sorts by number.
 *
 * @param bits the address in network byte order, as an unsigned 32-bit number
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    /**
     * Reads the dotted form with four decimal numbers and no leading zeros.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Ipv4 parse(String text) {
        var matcher = DOTTED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an IPv4 address such as 10.0.0.1");
        }
        int bits = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                throw new IllegalArgumentException("not an IPv4 address such as 10.0.0.1");
            }
            bits = bits << 8 | octet;
        }
        return new Ipv4(bits);
    }

    /** The address {@code offset} places further, which may be negative. */
    public Ipv4 plus(int offset) {
        return new Ipv4(bits + offset);
    }

    public Inet4Address toInetAddress() {
        try {
            return (Inet4Address)
                    InetAddress.getByAddress(new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
