package cell.api.address;

import cell.api.net.Ipv4;
import java.time.Instant;

/**
 * An address and who has it.
 *
 * @param owner the one owner
 * @param address inside the cell's network
 * @param since when it was given, or last changed
 */
public record Assignment(AddressOwner owner, Ipv4 address, Instant since) {}
