package cell.api.address;

import cell.api.net.Ipv4;
import cell.api.net.Ipv4Range;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one place that knows which address of the cell's network belongs to whom. Everything is durable when a call returns. A service
 * keeps no second copy of an address: it asks here, so that a renumbering is one transaction.
 */
@ProviderType
public interface AddressPlan {
    /**
     * Gives an owner the address that it asks for. An owner has one address: an earlier one is released in the same step.
     *
     * @throws cell.api.error.CellException INVALID when no host of the cell's network may have it, CONFLICT when another has it; the
     *     message names the owner
     */
    Assignment reserve(AddressOwner owner, Ipv4 wanted);

    /**
     * Gives an owner the lowest free address outside the DHCP range. One that has an address keeps it.
     *
     * @throws cell.api.error.CellException CONFLICT when none is left
     */
    Assignment reserveAny(AddressOwner owner);

    /**
     * Gives an owner the lowest free address of a range. One that has an address there keeps it.
     *
     * @throws cell.api.error.CellException INVALID when the range is outside the cell's network, CONFLICT when none is left
     */
    Assignment reserveWithin(AddressOwner owner, Ipv4Range range);

    /** Takes an owner's address back. False when it had none. */
    boolean release(AddressOwner owner);

    Optional<Assignment> of(AddressOwner owner);

    Optional<Assignment> at(Ipv4 address);

    /** Everything that is given away, the cell's own address included, by address. */
    List<Assignment> all();

    /** A service's own, by address. */
    List<Assignment> of(String service);
}
