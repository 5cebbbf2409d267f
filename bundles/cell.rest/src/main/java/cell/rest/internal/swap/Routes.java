package cell.rest.internal.swap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The routes that are known, longest first. Reading is one volatile read; changes are made under this object's lock. */
final class Routes {
    private volatile List<Route> sorted = List.of();

    Optional<Route> find(String path) {
        for (var route : sorted) {
            if (route.covers(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    List<Route> all() {
        return sorted;
    }

    List<Route> of(Bundle bundle) {
        return sorted.stream().filter(route -> route.bundle().equals(bundle)).toList();
    }

    /** Adds a route unless this bundle has it already, perhaps closed. */
    synchronized void add(String base, Bundle bundle) {
        if (sorted.stream().noneMatch(route -> route.base().equals(base) && route.bundle().equals(bundle))) {
            var more = new ArrayList<>(sorted);
            more.add(new Route(base, bundle));
            more.sort(Comparator.comparingInt((Route route) -> route.base().length()).reversed());
            sorted = List.copyOf(more);
        }
    }

    /** Takes a route away and lets those go who wait there. */
    synchronized void remove(Route gone) {
        sorted = sorted.stream().filter(route -> route != gone).toList();
        gone.open();
    }
}
