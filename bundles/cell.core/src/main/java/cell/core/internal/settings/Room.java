package cell.core.internal.settings;

import cell.api.address.Assignment;
import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.net.Ipv4Network;
import java.util.List;
import java.util.function.Function;

/**
 * Whether everybody who has an address finds a place in another network. The plan is only asked when the network changes: asking it may
 * mean to open its database.
 */
final class Room {
    private static final int MOST_NAMED = 100;

    private final Ipv4Network from;
    private final Ipv4Network to;
    private final Surroundings surroundings;

    Room(Ipv4Network from, Ipv4Network to, Surroundings surroundings) {
        this.from = from;
        this.to = to;
        this.surroundings = surroundings;
    }

    /** Whether the network changes at all. */
    boolean isAsked() {
        return !from.equals(to);
    }

    /**
     * Looks who would be left outside.
     *
     * @param renumber whether they may be moved
     * @return whether they have to be
     * @throws CellException CONFLICT, listing at most a hundred of them; UNAVAILABLE when there is no plan to ask
     */
    boolean check(boolean renumber) {
        if (!isAsked()) {
            return false;
        }
        var outside = ask(plan -> plan.outside(to));
        if (!outside.isEmpty() && !renumber) {
            throw conflict(outside);
        }
        return !outside.isEmpty();
    }

    /** Moves all. */
    void move() {
        renumber(from, to);
    }

    /** Moves all back. */
    void moveBack() {
        renumber(to, from);
    }

    private void renumber(Ipv4Network one, Ipv4Network other) {
        ask(plan -> {
            plan.renumber(one, other);
            return null;
        });
    }

    private <R> R ask(Function<Renumbering, R> question) {
        return surroundings.withAddressPlan(plan -> question.apply(plan.orElseThrow(
                () -> CellException.unavailable("The network cannot be changed while the address plan is not there"))));
    }

    private CellException conflict(List<Assignment> outside) {
        var named = outside.stream()
                .limit(MOST_NAMED)
                .map(one -> new FieldError(Key.IP_RANGE.word(),
                        one.address() + " of " + one.owner().name() + " (" + one.owner().service() + ") is outside " + to))
                .toList();
        var message = outside.size() + (outside.size() == 1 ? " address is" : " addresses are") + " outside " + to
                + "; PUT /config?renumber=true moves all of them along";
        return new CellException(CellException.Kind.CONFLICT, message, named, null);
    }
}
