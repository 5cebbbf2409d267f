package cell.deploy.internal;

import cell.rest.Publications;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** Finds out whether a bundle does its work, and if not, why. It only reads, so any thread may ask. */
final class Diagnosis implements FrameworkListener, AutoCloseable {
    private final BundleContext context;
    private final ResolutionWords resolution;
    private final ComponentWords components;
    private final ServiceTracker<Publications, Publications> publications;
    private final Map<Long, Throwable> startFailures = new ConcurrentHashMap<>();

    Diagnosis(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.resolution = new ResolutionWords(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class));
        this.components = new ComponentWords(components);
        this.publications = new ServiceTracker<>(context, Publications.class, null);
        publications.open();
        context.addFrameworkListener(this);
    }

    @Override
    public void close() {
        context.removeFrameworkListener(this);
        publications.close();
    }

    /** The framework says here why a bundle did not start with its start level. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            noteStartFailure(event.getBundle(), event.getThrowable());
        }
    }

    void noteStartFailure(Bundle bundle, Throwable failure) {
        startFailures.put(bundle.getBundleId(), failure);
    }

    void forget(Bundle bundle) {
        startFailures.remove(bundle.getBundleId());
    }

    /** Whether the framework has come so far that the bundle should run. */
    boolean isItsTurn(Bundle bundle) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).getStartLevel()
                >= bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    /** What keeps a bundle, whose turn it is, from doing its work; empty when nothing does. */
    Optional<Trouble> examine(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> Optional.of(Trouble.lasting(resolution.tell(bundle)));
            case Bundle.ACTIVE -> components.tell(bundle).or(() -> unpublished(bundle));
            case Bundle.UNINSTALLED -> Optional.of(Trouble.lasting("it was uninstalled, though its file is still in the deploy folder"));
            default -> notActive(bundle);
        };
    }

    static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private Optional<Trouble> notActive(Bundle bundle) {
        if (isFragment(bundle)) {
            return Optional.empty();
        }
        var failure = startFailures.get(bundle.getBundleId());
        if (failure != null) {
            return Optional.of(Trouble.lasting("it failed to start: " + FailureWords.of(failure)));
        }
        return Optional.of(Trouble.passing("it was stopped; start it in the Web Console, or replace its file"));
    }

    private Optional<Trouble> unpublished(Bundle bundle) {
        var known = publications.getService();
        return known == null ? Optional.of(Trouble.passing("the API is not up yet")) : known.missing(bundle).map(Trouble::passing);
    }
}
