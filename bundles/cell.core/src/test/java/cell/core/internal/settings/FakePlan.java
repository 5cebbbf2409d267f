package cell.core.internal.settings;

import cell.api.address.AddressOwner;
import cell.api.address.Assignment;
import cell.api.error.CellException;
import cell.api.net.Ipv4;
import cell.api.net.Ipv4Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An address plan in memory. */
final class FakePlan implements Renumbering {
    final List<Ipv4> addresses = new ArrayList<>();

    FakePlan(String... addresses) {
        for (var address : addresses) {
            this.addresses.add(Ipv4.parse(address));
        }
    }

    @Override
    public List<Assignment> outside(Ipv4Network next) {
        return addresses.stream()
                .filter(address -> !next.isHost(address))
                .map(address -> new Assignment(new AddressOwner("peers", "of " + address), address, Instant.EPOCH))
                .toList();
    }

    @Override
    public void renumber(Ipv4Network from, Ipv4Network to) {
        var moved = addresses.stream().map(address -> to.base().plus(from.offsetOf(address))).toList();
        if (!moved.stream().allMatch(to::isHost)) {
            throw CellException.conflict("some do not fit");
        }
        addresses.clear();
        addresses.addAll(moved);
    }
}
