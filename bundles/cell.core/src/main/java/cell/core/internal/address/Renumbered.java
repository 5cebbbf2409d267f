package cell.core.internal.address;

import cell.api.address.Assignment;
import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.net.Ipv4;
import cell.api.net.Ipv4Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A plan as it would be in another network: everybody at the same distance from its base. */
final class Renumbered {
    private static final int MOST_NAMED = 100;

    private final Ipv4Network from;
    private final Ipv4Network to;
    private final Instant now;

    Renumbered(Ipv4Network from, Ipv4Network to, Instant now) {
        this.from = from;
        this.to = to;
        this.now = now;
    }

    /** Whether a network has a place for an assignment as it is: a host's, and not the cell's own. */
    static boolean fits(Ipv4Network network, Ipv4 address) {
        return network.isHost(address) && !address.equals(network.first());
    }

    /**
     * Those that are in neither network are in nobody's way and stay.
     *
     * @throws CellException CONFLICT, naming at most a hundred that have no place
     */
    List<Assignment> of(List<Assignment> all) {
        var moved = new ArrayList<Assignment>();
        var homeless = new ArrayList<Assignment>();
        for (var assignment : all) {
            if (!from.contains(assignment.address())) {
                moved.add(assignment);
                continue;
            }
            var offset = from.offsetOf(assignment.address());
            var address = to.base().plus(offset);
            if (Integer.compareUnsigned(offset, to.offsetOf(to.broadcast())) < 0 && fits(to, address)) {
                moved.add(address.equals(assignment.address()) ? assignment : new Assignment(assignment.owner(), address, now));
            } else {
                homeless.add(assignment);
            }
        }
        requireNone(homeless);
        requireNoneTwice(moved);
        return moved;
    }

    private void requireNone(List<Assignment> homeless) {
        if (!homeless.isEmpty()) {
            throw conflict(homeless, "has no place in " + to);
        }
    }

    /** One that stays where it is may stand where another one moves to. */
    private void requireNoneTwice(List<Assignment> moved) {
        var seen = new HashSet<Ipv4>();
        var twice = moved.stream().filter(assignment -> !seen.add(assignment.address())).toList();
        if (!twice.isEmpty()) {
            throw conflict(twice, "would meet another one in " + to);
        }
    }

    private static CellException conflict(List<Assignment> who, String why) {
        var named = who.stream()
                .limit(MOST_NAMED)
                .map(one -> new FieldError("ip_range",
                        one.address() + " of " + one.owner().name() + " (" + one.owner().service() + ") " + why))
                .toList();
        var message = who.size() == 1 ? named.get(0).message() : who.size() + " addresses cannot be moved";
        return new CellException(CellException.Kind.CONFLICT, message, named, null);
    }
}
