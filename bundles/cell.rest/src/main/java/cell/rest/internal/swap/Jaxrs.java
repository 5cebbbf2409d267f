package cell.rest.internal.swap;

import cell.rest.Publications;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.osgi.service.jaxrs.runtime.dto.DTOConstants;
import org.osgi.service.jaxrs.runtime.dto.RuntimeDTO;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;

/** Compares what bundles registered for JAX-RS with what the whiteboard has published. */
@Component(service = {Publications.class, Jaxrs.class})
public final class Jaxrs implements Publications {
    private static final String APPLICATION = "javax.ws.rs.core.Application";
    /** The name of the Application for resources that have none; with one at "/" it answers nowhere. */
    static final String WHITEBOARDS_OWN = JaxrsWhiteboardConstants.JAX_RS_DEFAULT_APPLICATION;

    private final JaxrsServiceRuntime runtime;
    private final ServiceReference<JaxrsServiceRuntime> reference;
    private final WaitingComponents components;

    @Activate
    public Jaxrs(
            @Reference JaxrsServiceRuntime runtime,
            @Reference ServiceReference<JaxrsServiceRuntime> reference,
            @Reference ServiceComponentRuntime components) {
        this.runtime = runtime;
        this.reference = reference;
        this.components = new WaitingComponents(components);
    }

    /** Grows with each change of what is published. */
    long changeCount() {
        return reference.getProperty(Constants.SERVICE_CHANGECOUNT) instanceof Long count ? count : 0;
    }

    /** Where an Application answers, from the server's root. */
    String path(ServiceReference<?> application) {
        var base = String.valueOf(application.getProperty(JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE));
        var prefix = reference.getProperty("application.base.prefix") instanceof String text ? text : "";
        return (prefix + (base.startsWith("/") ? base : "/" + base)).replaceFirst("/+$", "");
    }

    /** Whether a bundle registers an Application for a path now. */
    boolean registers(Bundle bundle, String path) {
        return registered(bundle).stream().anyMatch(service -> isApplication(service) && path(service).equals(path));
    }

    /** Whether a bundle registers any resource now, or has a component that does so in its time. */
    boolean hasResources(Bundle bundle) {
        return registered(bundle).stream().anyMatch(Jaxrs::isResource) || components.declareResource(bundle);
    }

    @Override
    public Optional<String> missing(Bundle bundle) {
        var waiting = components.tell(bundle);
        if (waiting.isPresent()) {
            return waiting;
        }
        var references = registered(bundle);
        if (references.isEmpty()) {
            return Optional.empty();
        }
        var published = runtime.getRuntimeDTO();
        return references.stream().flatMap(service -> missing(service, published).stream()).findFirst();
    }

    /** The Applications and resources that a bundle registered. */
    private static List<ServiceReference<?>> registered(Bundle bundle) {
        var services = bundle.getRegisteredServices();
        return services == null ? List.of() : Stream.of(services)
                .<ServiceReference<?>>map(service -> service)
                .filter(service -> isApplication(service) || isResource(service))
                .toList();
    }

    private static boolean isApplication(ServiceReference<?> service) {
        return service.getProperty(JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE) != null
                && !WHITEBOARDS_OWN.equals(service.getProperty(JaxrsWhiteboardConstants.JAX_RS_NAME))
                && Arrays.asList((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(APPLICATION);
    }

    private static boolean isResource(ServiceReference<?> service) {
        return "true".equals(String.valueOf(service.getProperty(JaxrsWhiteboardConstants.JAX_RS_RESOURCE)));
    }

    private static Optional<String> missing(ServiceReference<?> service, RuntimeDTO published) {
        long id = (Long) service.getProperty(Constants.SERVICE_ID);
        if (isApplication(service)) {
            return Stream.of(published.applicationDTOs).anyMatch(application -> application.serviceId == id)
                    ? Optional.empty()
                    : Optional.of("its Application at " + service.getProperty(JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE)
                            + " is not published: " + reason(applicationFailure(id, published)));
        }
        return resources(published).contains(id) ? Optional.empty() : Optional.of(unpublishedResource(service, id, published));
    }

    private static Set<Long> resources(RuntimeDTO published) {
        return Stream.of(published.applicationDTOs)
                .filter(application -> !WHITEBOARDS_OWN.equals(application.name))
                .flatMap(application -> Stream.of(application.resourceDTOs))
                .map(resource -> resource.serviceId)
                .collect(Collectors.toSet());
    }

    private static String unpublishedResource(ServiceReference<?> service, long id, RuntimeDTO published) {
        var names = (String[]) service.getProperty(Constants.OBJECTCLASS);
        var name = "its resource " + names[0].substring(names[0].lastIndexOf('.') + 1);
        if (service.getProperty(JaxrsWhiteboardConstants.JAX_RS_APPLICATION_SELECT) == null) {
            return name + " belongs to no Application: give it an application_select and the bundle an Application of its own";
        }
        return name + " is not published: " + reason(Stream.of(published.failedResourceDTOs)
                .filter(failed -> failed.serviceId == id).map(failed -> failed.failureReason).findFirst());
    }

    private static Optional<Integer> applicationFailure(long id, RuntimeDTO published) {
        return Stream.of(published.failedApplicationDTOs)
                .filter(failed -> failed.serviceId == id).map(failed -> failed.failureReason).findFirst();
    }

    private static String reason(Optional<Integer> failure) {
        return switch (failure.orElse(DTOConstants.FAILURE_REASON_UNKNOWN)) {
            case DTOConstants.FAILURE_REASON_SHADOWED_BY_OTHER_SERVICE -> "another bundle has the same path";
            case DTOConstants.FAILURE_REASON_SERVICE_NOT_GETTABLE -> "it cannot be made; the log tells what threw";
            case DTOConstants.FAILURE_REASON_VALIDATION_FAILED -> "its properties are not valid";
            case DTOConstants.FAILURE_REASON_REQUIRED_EXTENSIONS_UNAVAILABLE -> "an extension that it needs is not there";
            case DTOConstants.FAILURE_REASON_DUPLICATE_NAME -> "another one has the same name";
            case DTOConstants.FAILURE_REASON_REQUIRED_APPLICATION_UNAVAILABLE -> "the Application that it selects is not there";
            default -> "the whiteboard has not taken it up";
        };
    }
}
