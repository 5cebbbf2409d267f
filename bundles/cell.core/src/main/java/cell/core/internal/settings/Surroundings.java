package cell.core.internal.settings;

import cell.api.net.Listener;
import cell.api.settings.SettingsContributor;
import cell.api.settings.SettingsListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rest of the cell, as the settings need it. Everything is looked up at the moment of use and let go after, never held: most of it
 * depends on the settings itself.
 */
interface Surroundings {
    /** Does something with all who add keys, best service ranking first. */
    <R> R withContributors(Function<List<SettingsContributor>, R> use);

    /** Does something with the address plan, if there is one. */
    <R> R withAddressPlan(Function<Optional<Renumbering>, R> use);

    /** Tells everybody who follows the settings, one after the other; who throws does not keep it from the others. */
    void tellListeners(Consumer<SettingsListener> how);

    /** Where the cell listens now, its administration included. */
    List<Listener> listeners();

    /** Says through EventAdmin what happened to the settings. */
    void publish(String fact, Map<String, Object> data);
}
