package cell.core.internal.settings;

import cell.api.error.FieldError;
import java.util.List;

/**
 * What the settings are at one moment.
 *
 * @param accepted what is in force
 * @param refused what the files say that was not accepted; empty when files and settings agree
 */
record SettingsState(Accepted accepted, List<FieldError> refused) {
    SettingsState {
        refused = List.copyOf(refused);
    }

    static SettingsState good(Accepted accepted) {
        return new SettingsState(accepted, List.of());
    }
}
