package cell.core.internal.address;

import cell.api.address.AddressOwner;
import cell.api.address.Assignment;
import cell.api.net.Ipv4;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who has which address, in memory, for questions that must not wait for the disk. Guarded by itself; each answer is one moment. */
final class AddressIndex {
    private final TreeMap<Ipv4, Assignment> byAddress = new TreeMap<>();
    private final Map<AddressOwner, Assignment> byOwner = new HashMap<>();

    /** Gives an owner its one address; an earlier one is free then. */
    synchronized void put(Assignment assignment) {
        remove(assignment.owner());
        byOwner.put(assignment.owner(), assignment);
        byAddress.put(assignment.address(), assignment);
    }

    synchronized void remove(AddressOwner owner) {
        var former = byOwner.remove(owner);
        if (former != null) {
            byAddress.remove(former.address());
        }
    }

    synchronized void replace(Collection<Assignment> all) {
        byAddress.clear();
        byOwner.clear();
        all.forEach(this::put);
    }

    synchronized Optional<Assignment> of(AddressOwner owner) {
        return Optional.ofNullable(byOwner.get(owner));
    }

    synchronized Optional<Assignment> at(Ipv4 address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** By address. */
    synchronized List<Assignment> where(Predicate<Assignment> condition) {
        return byAddress.values().stream().filter(condition).toList();
    }

    /** The lowest address from {@code first} to {@code last} that nobody has; empty also when the two are the wrong way round. */
    synchronized Optional<Ipv4> lowestFree(Ipv4 first, Ipv4 last) {
        if (first.compareTo(last) > 0) {
            return Optional.empty();
        }
        var candidate = first;
        for (var taken : byAddress.subMap(first, true, last, true).keySet()) {
            if (!taken.equals(candidate)) {
                break;
            }
            if (taken.equals(last)) {
                return Optional.empty();
            }
            candidate = taken.plus(1);
        }
        return Optional.of(candidate);
    }
}
