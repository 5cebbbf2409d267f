package cell.api.address;

import java.util.Objects;

/**
 * Who has an address.
 *
 * @param service the service that reserved it, for example {@code dhcp}
 * @param name unique within the service, for example a MAC address or a peer's name
 */
public record AddressOwner(String service, String name) {
    public AddressOwner {
        Objects.requireNonNull(service, "service");
        if (name.isEmpty() || name.length() > 255) {
            throw new IllegalArgumentException("an owner's name has 1 to 255 characters");
        }
    }
}
