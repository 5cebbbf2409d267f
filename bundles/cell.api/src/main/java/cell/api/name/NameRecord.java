package cell.api.name;

import java.util.Objects;

/**
 * A resource record that a service publishes.
 *
 * @param name relative to the cell's domain ({@code laptop}, {@code @} for the domain itself), or absolute with a final dot
 * @param type a record type by its IANA mnemonic, for example {@code A}, {@code SRV}
 * @param value the data in zone file presentation format (RFC 1035, section 5)
 * @param ttlSeconds 0 to 2147483647 (RFC 2181, section 8)
 */
public record NameRecord(String name, String type, String value, int ttlSeconds) {
    public NameRecord {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(value, "value");
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("a TTL is not below zero");
        }
    }
}
