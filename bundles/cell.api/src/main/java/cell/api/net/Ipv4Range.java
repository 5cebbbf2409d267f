package cell.api.net;

/**
 * Addresses from {@code first} to {@code last}, both included, written {@code 10.0.0.100-10.0.0.200}.
 *
 * @param first the lowest address
 * @param last the highest address, not below the first
 */
public record Ipv4Range(Ipv4 first, Ipv4 last) {
    public Ipv4Range {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("the first address is above the last one");
        }
    }

    /**
     * Reads {@code first-last}.
     *
     * @throws IllegalArgumentException when it is not a range
     */
    public static Ipv4Range parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("not a range such as 10.0.0.100-10.0.0.200");
        }
        return new Ipv4Range(Ipv4.parse(text.substring(0, dash).strip()), Ipv4.parse(text.substring(dash + 1).strip()));
    }

    public boolean contains(Ipv4 address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
