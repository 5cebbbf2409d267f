package cell.core.internal.settings;

import cell.api.net.Listener;
import cell.api.settings.SettingsContributor;
import cell.api.settings.SettingsListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A rest of the cell that a test arranges. */
final class FakeSurroundings implements Surroundings {
    final List<SettingsContributor> contributors = new ArrayList<>();
    final List<SettingsListener> followers = new ArrayList<>();
    final List<Listener> open = new ArrayList<>();
    final List<String> published = new ArrayList<>();
    Optional<Renumbering> plan = Optional.of(new FakePlan());

    @Override
    public <R> R withContributors(Function<List<SettingsContributor>, R> use) {
        return use.apply(contributors);
    }

    @Override
    public <R> R withAddressPlan(Function<Optional<Renumbering>, R> use) {
        return use.apply(plan);
    }

    @Override
    public void tellListeners(Consumer<SettingsListener> how) {
        followers.forEach(how);
    }

    @Override
    public List<Listener> listeners() {
        return open;
    }

    @Override
    public void publish(String fact, Map<String, Object> data) {
        published.add(fact + " " + data.get("keys"));
    }
}
