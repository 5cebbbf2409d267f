package cell.core.internal.address;

import cell.api.address.AddressOwner;
import cell.api.address.AddressPlan;
import cell.api.address.Assignment;
import cell.api.error.CellException;
import cell.api.net.Ipv4;
import cell.api.net.Ipv4Network;
import cell.api.net.Ipv4Range;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import cell.api.settings.SettingsListener;
import cell.api.state.Database;
import cell.api.state.StateStore;
import cell.core.internal.settings.Renumbering;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The address plan: changes go to the disk first, one after the other, then into memory, where all questions are answered. */
@Component(service = {AddressPlan.class, Renumbering.class, SettingsListener.class})
public final class AddressPlanComponent implements AddressPlan, Renumbering, SettingsListener {
    static final AddressOwner CELL = new AddressOwner("cell", "cell");

    private final Supplier<CellConfig> settings;
    private final AddressListeners listeners;
    private final Clock clock;
    private final Database database;
    private final AddressTable table;
    private final AddressIndex index = new AddressIndex();
    /** Held during a change, from the decision to the memory. */
    private final Object change = new Object();
    /** Written under {@link #change}. */
    private volatile Home home;

    /**
     * Where the plan is.
     *
     * @param network the cell's; it runs ahead of the settings between a renumbering and their commit
     * @param own the cell's own address
     */
    private record Home(Ipv4Network network, Assignment own) {}

    @Activate
    public AddressPlanComponent(BundleContext context, @Reference StateStore store, @Reference CellSettings settings) {
        this(store, settings::current, new RegisteredListeners(context), Clock.systemUTC());
    }

    AddressPlanComponent(StateStore store, Supplier<CellConfig> settings, AddressListeners listeners, Clock clock) {
        this.settings = settings;
        this.listeners = listeners;
        this.clock = clock;
        this.database = store.open(AddressTable.SERVICE, AddressTable.MIGRATIONS);
        boolean started = false;
        try {
            this.table = new AddressTable(database);
            index.replace(table.load());
            moveIn(settings.get().ipRange());
            started = true;
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    @Deactivate
    void close() {
        database.close();
    }

    private void moveIn(Ipv4Network network) {
        var since = table.ownSince(network.first());
        var own = new Assignment(CELL, network.first(), since.orElseGet(this::now));
        if (since.isEmpty()) {
            table.setOwn(own);
        }
        home = new Home(network, own);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Assignment reserve(AddressOwner owner, Ipv4 wanted) {
        return reserve(owner, wanted::equals, network -> {
            if (!network.isHost(wanted)) {
                throw CellException.invalid("address", wanted + " is no host's address in " + network);
            }
            at(wanted).ifPresent(AddressPlanComponent::refuse);
            return wanted;
        });
    }

    private static void refuse(Assignment taken) {
        throw CellException.conflict(
                taken.address() + " belongs to " + taken.owner().name() + " (" + taken.owner().service() + ")");
    }

    @Override
    public Assignment reserveAny(AddressOwner owner) {
        return reserve(owner, address -> true, network -> {
            var dhcp = settings.get().dhcpRange();
            var first = network.first().plus(1);
            var last = network.broadcast().plus(-1);
            return index.lowestFree(first, lower(last, dhcp.first().plus(-1)))
                    .or(() -> index.lowestFree(higher(first, dhcp.last().plus(1)), last))
                    .orElseThrow(() -> CellException.conflict("No address of " + network + " is left outside the DHCP range " + dhcp));
        });
    }

    @Override
    public Assignment reserveWithin(AddressOwner owner, Ipv4Range range) {
        return reserve(owner, range::contains, network -> {
            if (!network.contains(range.first()) || !network.contains(range.last())) {
                throw CellException.invalid("range", range + " is not inside " + network);
            }
            return index.lowestFree(higher(range.first(), network.first().plus(1)), lower(range.last(), network.broadcast().plus(-1)))
                    .orElseThrow(() -> CellException.conflict("No address of " + range + " is left"));
        });
    }

    private static Ipv4 lower(Ipv4 one, Ipv4 other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Ipv4 higher(Ipv4 one, Ipv4 other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Who has one that will do keeps it; else one is found. */
    private Assignment reserve(AddressOwner owner, Predicate<Ipv4> willDo, Function<Ipv4Network, Ipv4> finder) {
        requireNotCell(owner);
        synchronized (change) {
            var network = home.network();
            var kept = index.of(owner).filter(now -> network.isHost(now.address()) && willDo.test(now.address()));
            if (kept.isPresent()) {
                return kept.get();
            }
            var assignment = new Assignment(owner, finder.apply(network), now());
            table.put(assignment);
            index.put(assignment);
            return assignment;
        }
    }

    private static void requireNotCell(AddressOwner owner) {
        if (owner.equals(CELL)) {
            throw CellException.conflict("The cell keeps the first address of its network");
        }
    }

    @Override
    public boolean release(AddressOwner owner) {
        requireNotCell(owner);
        synchronized (change) {
            if (index.of(owner).isEmpty()) {
                return false;
            }
            table.remove(owner);
            index.remove(owner);
            return true;
        }
    }

    @Override
    public Optional<Assignment> of(AddressOwner owner) {
        return owner.equals(CELL) ? Optional.of(home.own()) : index.of(owner);
    }

    @Override
    public Optional<Assignment> at(Ipv4 address) {
        var own = home.own();
        return address.equals(own.address()) ? Optional.of(own) : index.at(address);
    }

    @Override
    public List<Assignment> all() {
        var all = new ArrayList<>(index.where(one -> true));
        all.add(home.own());
        all.sort(Comparator.comparing(Assignment::address));
        return List.copyOf(all);
    }

    @Override
    public List<Assignment> of(String service) {
        return service.equals(CELL.service()) ? List.of(home.own()) : index.where(one -> one.owner().service().equals(service));
    }

    @Override
    public List<Assignment> outside(Ipv4Network next) {
        return index.where(one -> !Renumbered.fits(next, one.address()));
    }

    @Override
    public void renumber(Ipv4Network from, Ipv4Network to) {
        synchronized (change) {
            var now = now();
            var moved = new Renumbered(from, to, now).of(index.where(one -> true));
            var own = home.own().address().equals(to.first()) ? home.own() : new Assignment(CELL, to.first(), now);
            table.replace(own, moved);
            index.replace(moved);
            home = new Home(to, own);
        }
        listeners.each(listener -> listener.moved(of(listener.service())));
    }

    /** Another network without a renumbering: everybody fits there, and only the cell itself may have to move. */
    @Override
    public void changed(CellConfig before, CellConfig now) {
        synchronized (change) {
            if (!home.network().equals(now.ipRange())) {
                moveIn(now.ipRange());
            }
        }
    }
}
