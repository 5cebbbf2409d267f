package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.settings.CellConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that values must pass before they are taken: the rules, and what else runs in the cell. */
final class SettingsCheck {
    private final Surroundings surroundings;
    private final int portOffset;

    SettingsCheck(Surroundings surroundings, int portOffset) {
        this.surroundings = surroundings;
        this.portOffset = portOffset;
    }

    /**
     * Reads all keys.
     *
     * @throws CellException INVALID, naming each refused key
     */
    CellConfig whole(Map<Key, String> texts, CellConfig before) {
        var config = Rules.check(texts);
        var errors = takenPorts(before, config);
        if (!errors.isEmpty()) {
            throw CellException.invalid(errors);
        }
        return config;
    }

    /**
     * Reads all keys, for one who has other things to look at too.
     *
     * @param errors gets what is refused
     * @return null when something is refused
     */
    CellConfig whole(Map<Key, String> texts, CellConfig before, List<FieldError> errors) {
        try {
            return whole(texts, before);
        } catch (CellException e) {
            e.details().stream().filter(error -> errors.stream().noneMatch(known -> known.field().equals(error.field()))).forEach(errors::add);
            return null;
        }
    }

    private List<FieldError> takenPorts(CellConfig before, CellConfig next) {
        boolean same = before.wireguardPort() == next.wireguardPort() && before.dnsPort() == next.dnsPort();
        return same ? new ArrayList<>() : new TakenPorts(surroundings.listeners(), portOffset).check(before, next);
    }
}
