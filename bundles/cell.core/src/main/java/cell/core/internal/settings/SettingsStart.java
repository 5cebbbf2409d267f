package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.settings.CellConfig;
import java.util.List;
import java.util.Map;

/**
 * Finds out, before anything else runs, what is in force: what the files say when that is good, else what was last accepted, else what
 * this cell was born with. So a cell always starts, and its health says what it did not take.
 */
final class SettingsStart {
    private static final Map<Key, String> BORN_WITH = Map.of(
            Key.CELL_NAME, "personal-internet-cell",
            Key.DOMAIN, "cell.local",
            Key.IP_RANGE, "10.0.0.0/24",
            Key.WIREGUARD_PORT, "51820",
            Key.DNS_PORT, "53",
            Key.DHCP_RANGE, "10.0.0.100-10.0.0.200");

    private final SettingsFiles files;
    private final Memory memory;

    SettingsStart(SettingsFiles files, Memory memory) {
        this.files = files;
        this.memory = memory;
    }

    SettingsState state() {
        var last = memory.read();
        try {
            var config = Rules.check(files.read());
            return last.map(accepted -> follow(accepted, config)).orElseGet(() -> SettingsState.good(Accepted.first(config)));
        } catch (CellException e) {
            return new SettingsState(last.orElseGet(SettingsStart::born), e.details());
        }
    }

    /**
     * The files may have changed while the cell was down. Another network is taken only once the address plan can be asked, unless that
     * was asked before the cell went down.
     */
    private static SettingsState follow(Accepted last, CellConfig config) {
        boolean sameNetwork = last.config().ipRange().equals(config.ipRange());
        if (last.move().filter(step -> step.to().equals(config.ipRange())).isPresent()) {
            return SettingsState.good(last.with(config));
        }
        var settled = last.settled();
        return sameNetwork
                ? SettingsState.good(settled.with(config))
                : new SettingsState(settled, List.of(new FieldError(Key.IP_RANGE.word(), "waits for the address plan to say that nobody is left outside")));
    }

    private static Accepted born() {
        return Accepted.first(Rules.check(BORN_WITH));
    }
}
