package cell.api.net;

/**
 * An IPv4 network in CIDR notation (RFC 4632), for example {@code 10.0.0.0/24}.
 *
 * @param base the network's own address: all host bits are zero
 * @param prefix the length of the network part, 8 to 30: room for the cell, a broadcast address and at least one more
 */
public record Ipv4Network(Ipv4 base, int prefix) {
    public static final int SHORTEST_PREFIX = 8;
    public static final int LONGEST_PREFIX = 30;

    public Ipv4Network {
        if (prefix < SHORTEST_PREFIX || prefix > LONGEST_PREFIX) {
            throw new IllegalArgumentException("the prefix must be " + SHORTEST_PREFIX + " to " + LONGEST_PREFIX);
        }
        if ((base.bits() & mask(prefix)) != base.bits()) {
            throw new IllegalArgumentException("has host bits set; did you mean " + new Ipv4(base.bits() & mask(prefix)) + "/" + prefix + "?");
        }
    }

    /**
     * Reads {@code address/prefix}.
     *
     * @throws IllegalArgumentException when it is not a network
     */
    public static Ipv4Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a prefix is missing, as in 10.0.0.0/24");
        }
        var length = text.substring(slash + 1);
        if (!length.matches("[1-9]?\\d")) {
            throw new IllegalArgumentException("the prefix must be " + SHORTEST_PREFIX + " to " + LONGEST_PREFIX);
        }
        return new Ipv4Network(Ipv4.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == base.bits();
    }

    /** Whether a host may have it: inside, and neither the network's own nor the broadcast address. */
    public boolean isHost(Ipv4 address) {
        return contains(address) && !address.equals(base) && !address.equals(broadcast());
    }

    /** The first host's address, which is the cell's own. */
    public Ipv4 first() {
        return base.plus(1);
    }

    public Ipv4 broadcast() {
        return new Ipv4(base.bits() | ~mask(prefix));
    }

    /** The distance of an address from the base. */
    public int offsetOf(Ipv4 address) {
        return address.bits() - base.bits();
    }

    private static int mask(int prefix) {
        return -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return base + "/" + prefix;
    }
}
