package cell.core.internal.settings;

import cell.api.error.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Why the files are not accepted, in one sentence. */
    Optional<String> reason() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("The configuration in config.d/cell.core*.cfg is refused ("
                        + refused.stream().map(error -> error.field() + ": " + error.message()).collect(Collectors.joining("; "))
                        + "); the last accepted values stay in force until it is mended");
    }

    static SettingsState good(Accepted accepted) {
        return new SettingsState(accepted, List.of());
    }
}
