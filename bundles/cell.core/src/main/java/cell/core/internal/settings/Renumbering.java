package cell.core.internal.settings;

import cell.api.address.Assignment;
import cell.api.net.Ipv4Network;
import java.util.List;

/** What the settings need of the address plan. */
public interface Renumbering {
    /** The assignments, without the cell's own, that have no place in another network as they are. */
    List<Assignment> outside(Ipv4Network next);

    /**
     * Moves every assignment to the same host offset in another network, in one transaction. Doing it twice does no harm as long as
     * {@link #outside} is asked before.
     *
     * @throws cell.api.error.CellException CONFLICT, naming those that have no place there; nothing was moved
     */
    void renumber(Ipv4Network from, Ipv4Network to);
}
