package cell.rest.internal.swap;

import java.time.Duration;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Knows whether the cell is still starting, so that a path whose service has not come up yet is not called unknown. */
@Component(service = Startup.class)
public final class Startup {
    /** What a client is told meanwhile. */
    public static final String SENTENCE = "The cell is starting; try again shortly";

    /** When it should ask again. */
    public static final String RETRY_SECONDS = "2";

    /** A service that is not up so long after the framework is in trouble, and no reason to wait. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BundleContext context;
    private final int lastLevel;
    private volatile boolean over;
    private volatile long completeSinceNanos;

    /** Optional and dynamic: it comes and goes with the whiteboard, and nobody shall be rebuilt for it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Jaxrs jaxrs;

    @Activate
    public Startup(BundleContext context) {
        this.context = context;
        this.lastLevel = Integer.parseInt(context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL));
    }

    /** Asked only for requests that found nothing. */
    public boolean isGoingOn() {
        if (!over) {
            over = isComplete();
        }
        return !over;
    }

    private boolean isComplete() {
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).getStartLevel() < lastLevel) {
            return false;
        }
        if (completeSinceNanos == 0) {
            completeSinceNanos = System.nanoTime();
        }
        var known = jaxrs;
        return System.nanoTime() - completeSinceNanos > LONGEST.toNanos() || known != null && Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .allMatch(bundle -> known.missing(bundle).isEmpty());
    }
}
