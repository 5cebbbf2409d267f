package cell.core.internal.settings;

import cell.api.event.Topics;
import cell.api.health.HealthContributor;
import cell.api.net.Listener;
import cell.api.settings.SettingsContributor;
import cell.api.settings.SettingsListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rest of the cell through the service registry. */
final class OsgiSurroundings implements Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(OsgiSurroundings.class);
    private static final long ASKING_LIMIT = Duration.ofSeconds(2).toMillis();

    private final BundleContext context;
    private final EventAdmin events;

    OsgiSurroundings(BundleContext context, EventAdmin events) {
        this.context = context;
        this.events = events;
    }

    @Override
    public <R> R withContributors(Function<List<SettingsContributor>, R> use) {
        return with(SettingsContributor.class, use);
    }

    @Override
    public <R> R withAddressPlan(Function<Optional<Renumbering>, R> use) {
        return with(Renumbering.class, plans -> use.apply(plans.stream().findFirst()));
    }

    @Override
    public void tellListeners(Consumer<SettingsListener> how) {
        with(SettingsListener.class, listeners -> {
            listeners.forEach(listener -> tell(listener, how));
            return null;
        });
    }

    private static void tell(SettingsListener listener, Consumer<SettingsListener> how) {
        try {
            how.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("{} did not follow a change of the settings", listener.getClass().getName(), e);
        }
    }

    /** Asks on a thread of its own: one who hangs may cost its answer and two seconds, but not the change. */
    @Override
    public List<Listener> listeners() {
        var open = new CopyOnWriteArrayList<Listener>();
        open.add(new Listener("http", "127.0.0.1", Integer.parseInt(context.getProperty("org.osgi.service.http.port")), false));
        var asking = new Thread(() -> with(HealthContributor.class, contributors -> {
            contributors.forEach(contributor -> open.addAll(listeners(contributor)));
            return null;
        }), "cell-settings-listeners");
        asking.setDaemon(true);
        asking.start();
        try {
            asking.join(ASKING_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(open);
    }

    private static List<Listener> listeners(HealthContributor contributor) {
        try {
            return contributor.status().listeners();
        } catch (RuntimeException e) {
            LOG.debug("{} does not say where it listens", contributor.getClass().getName(), e);
            return List.of();
        }
    }

    @Override
    public void publish(String fact, Map<String, Object> data) {
        events.postEvent(new Event(Topics.of("core", "settings", fact), data));
    }

    private <S, R> R with(Class<S> type, Function<List<S>, R> use) {
        var references = references(type);
        var services = new ArrayList<S>();
        var held = new ArrayList<ServiceReference<S>>();
        try {
            for (var reference : references) {
                var service = context.getService(reference);
                if (service != null) {
                    held.add(reference);
                    services.add(service);
                }
            }
            return use.apply(List.copyOf(services));
        } finally {
            held.forEach(context::ungetService);
        }
    }

    private <S> List<ServiceReference<S>> references(Class<S> type) {
        try {
            Collection<ServiceReference<S>> found = context.getServiceReferences(type, null);
            return found.stream().sorted(Comparator.reverseOrder()).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is no bad filter", e);
        }
    }
}
