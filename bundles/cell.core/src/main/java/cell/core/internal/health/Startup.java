package cell.core.internal.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.ws.rs.core.Application;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.osgi.service.jaxrs.runtime.dto.ApplicationDTO;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the framework and the API have come up. For one thread. */
final class Startup {
    /** Those of bundles; the whiteboard registers one of its own. */
    private static final String APPLICATION_FILTER =
            "(&(" + JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE + "=*)(!(" + JaxrsWhiteboardConstants.JAX_RS_NAME + "=.default)))";

    private static final String RESOURCE_FILTER = "(" + JaxrsWhiteboardConstants.JAX_RS_RESOURCE + "=true)";

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final LongSupplier nanos;
    private long upSince = -1;

    /**
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    Startup(BundleContext context, LongSupplier nanos) {
        this.context = context;
        this.nanos = nanos;
    }

    /**
     * What is still to come, empty when nothing is. What has not come ten seconds after the framework is not waited for: it is told of
     * where it belongs, and the rest of the cell works.
     */
    Optional<String> missing(JaxrsServiceRuntime api, boolean allAsked) {
        if (!isFrameworkUp()) {
            return Optional.of("The cell is starting: not all bundles are up yet");
        }
        if (upSince < 0) {
            upSince = nanos.getAsLong();
        }
        var missing = unpublished(api)
                .map(name -> "The cell is starting: the API of " + name + " is not there yet")
                .or(() -> allAsked ? Optional.empty() : Optional.of("The cell is starting: not all services have been asked yet"));
        if (missing.isPresent() && nanos.getAsLong() - upSince > LIMIT.toNanos()) {
            LOG.warn("{}; it is not waited for any longer", missing.get());
            return Optional.empty();
        }
        return missing;
    }

    private boolean isFrameworkUp() {
        var system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        int wanted = Integer.parseInt(Optional.ofNullable(context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL)).orElse("1"));
        return system.getState() == Bundle.ACTIVE && system.adapt(FrameworkStartLevel.class).getStartLevel() >= wanted;
    }

    private Optional<String> unpublished(JaxrsServiceRuntime api) {
        if (api == null) {
            return Optional.of("the kernel");
        }
        var published = api.getRuntimeDTO();
        Set<Long> applications = new HashSet<>();
        Set<Long> resources = new HashSet<>();
        for (ApplicationDTO application : published.applicationDTOs) {
            applications.add(application.serviceId);
            Arrays.stream(application.resourceDTOs).forEach(resource -> resources.add(resource.serviceId));
        }
        if (published.defaultApplication != null) {
            Arrays.stream(published.defaultApplication.resourceDTOs).forEach(resource -> resources.add(resource.serviceId));
        }
        return missing(Application.class.getName(), APPLICATION_FILTER, applications).or(() -> missing(null, RESOURCE_FILTER, resources));
    }

    private Optional<String> missing(String type, String filter, Set<Long> published) {
        try {
            var registered = context.getAllServiceReferences(type, filter);
            return registered == null ? Optional.empty() : Arrays.stream(registered).filter(each -> isMissing(each, published)).map(Startup::name).findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isMissing(ServiceReference<?> registered, Set<Long> published) {
        var bundle = registered.getBundle();
        return bundle != null && bundle.getState() == Bundle.ACTIVE && !published.contains((Long) registered.getProperty(Constants.SERVICE_ID));
    }

    private static String name(ServiceReference<?> registered) {
        var bundle = registered.getBundle();
        return bundle == null ? "a bundle" : bundle.getSymbolicName();
    }
}
