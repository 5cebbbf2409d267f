package cell.rest.internal.swap;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the paths of a bundle before it stops and opens them when all of it answers again, so that a replacement loses no request.
 * It is an event hook and not a listener, because hooks hear of a stop before any listener takes a service away.
 */
@Component(service = {EventHook.class, SwapGate.class}, configurationPid = "cell.rest", immediate = true)
public final class SwapGate implements EventHook, ServiceListener, BundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(SwapGate.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final long DRAIN_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String APPLICATIONS =
            "(&(objectClass=javax.ws.rs.core.Application)(osgi.jaxrs.application.base=*)"
            + "(!(osgi.jaxrs.name=" + Jaxrs.WHITEBOARDS_OWN + ")))";

    private final BundleContext context;
    private final Routes routes = new Routes();
    private final GateKeeper keeper;
    private final Jaxrs jaxrs;
    private volatile SwapLimits limits;
    private volatile Semaphore places;

    @Activate
    public SwapGate(BundleContext context, @Reference Jaxrs jaxrs, SwapConfig config) throws InvalidSyntaxException {
        this.context = context;
        this.jaxrs = jaxrs;
        this.limits = SwapLimits.of(config);
        this.places = new Semaphore(limits.waiting());
        this.keeper = new GateKeeper(routes, jaxrs);
        context.addBundleListener(this);
        context.addServiceListener(this, APPLICATIONS);
        var known = context.getAllServiceReferences(null, APPLICATIONS);
        for (var application : known == null ? new ServiceReference<?>[0] : known) {
            serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, application));
        }
        keeper.start();
    }

    @Modified
    void modified(SwapConfig config) {
        try {
            var next = SwapLimits.of(config);
            if (next.waiting() != limits.waiting()) {
                places = new Semaphore(next.waiting());
            }
            limits = next;
        } catch (IllegalArgumentException | ComponentException e) {
            LOG.error("cell.rest.cfg is not in force for swaps: {}", e.getMessage());
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        context.removeServiceListener(this);
        context.removeBundleListener(this);
        keeper.stop(STOP_LIMIT);
        routes.all().forEach(Route::open);
    }

    /** The route of a request, if an Application answers there or will again. */
    Optional<Route> route(String path) {
        return routes.find(path);
    }

    /** Why a route that is open has nothing that answers; empty when its bundle has no resource for it and waits for none. */
    Optional<String> notReady(Route route) {
        return jaxrs.missing(route.bundle())
                .or(() -> jaxrs.hasResources(route.bundle()) ? Optional.of("its resources are coming or going") : Optional.empty())
                .map(reason -> route.service() + " is not ready: " + reason);
    }

    /** Where waiting requests take a place. */
    Semaphore places() {
        return places;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        var application = event.getServiceReference();
        var base = jaxrs.path(application);
        if (event.getType() == ServiceEvent.REGISTERED) {
            routes.add(base, application.getBundle());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            routes.of(application.getBundle()).stream()
                    .filter(route -> route.base().equals(base) && !route.isClosed())
                    .forEach(routes::remove);
        }
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> listeners) {
        var affected = routes.of(event.getBundle());
        if (affected.isEmpty() || context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            return;
        }
        switch (event.getType()) {
            case BundleEvent.STOPPING -> closeAndDrain(affected);
            case BundleEvent.UNINSTALLED -> affected.forEach(routes::remove);
            default -> { }
        }
    }

    /** Comes after every synchronous listener, and so after all that they did, has heard of the start. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTED) {
            routes.of(event.getBundle()).forEach(Route::bundleStarted);
            keeper.wake();
        }
    }

    private void closeAndDrain(List<Route> affected) {
        affected.forEach(route -> route.close(limits.patience().toNanos()));
        long end = System.nanoTime() + limits.drain().toNanos();
        while (affected.stream().anyMatch(route -> route.inside() > 0)) {
            if (System.nanoTime() - end >= 0) {
                LOG.warn("Requests were still inside {} when it was stopped", affected.get(0).base());
                return;
            }
            LockSupport.parkNanos(DRAIN_LOOK_NANOS);
        }
    }
}
