package cell.api.settings;

import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.net.Ipv4Range;
import java.util.Objects;

/**
 * The contract's six keys, valid together.
 *
 * @param cellName 1 to 63 characters
 * @param domain the cell's own domain
 * @param ipRange the cell's network; its first address is the cell's
 * @param wireguardPort UDP port, 1 to 65535
 * @param dnsPort UDP and TCP port, 1 to 65535
 * @param dhcpRange inside {@code ipRange}, without the cell's own address
 */
public record CellConfig(
        String cellName, DomainName domain, Ipv4Network ipRange, int wireguardPort, int dnsPort, Ipv4Range dhcpRange) {
    public CellConfig {
        Objects.requireNonNull(cellName, "cellName");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(ipRange, "ipRange");
        Objects.requireNonNull(dhcpRange, "dhcpRange");
    }
}
