package cell.rest.internal.swap;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;

/** Finds the components of a bundle that would publish something and wait for something that is not there. */
final class WaitingComponents {
    private static final String APPLICATION = "javax.ws.rs.core.Application";

    private final ServiceComponentRuntime components;

    WaitingComponents(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** The first of them, in plain words. Other components may wait as long as they like. */
    Optional<String> tell(Bundle bundle) {
        return components.getComponentDescriptionDTOs(bundle).stream()
                .filter(component -> component.defaultEnabled && publishes(component))
                .flatMap(component -> waiting(component, components.getComponentConfigurationDTOs(component)).stream())
                .findFirst();
    }

    /** Whether any component of a bundle is a resource, be it there or not. */
    boolean declareResource(Bundle bundle) {
        return components.getComponentDescriptionDTOs(bundle).stream().anyMatch(WaitingComponents::isResource);
    }

    private static boolean publishes(ComponentDescriptionDTO component) {
        return Arrays.asList(component.serviceInterfaces).contains(APPLICATION) || isResource(component);
    }

    private static boolean isResource(ComponentDescriptionDTO component) {
        return component.properties.containsKey(JaxrsWhiteboardConstants.JAX_RS_RESOURCE);
    }

    private static Optional<String> waiting(ComponentDescriptionDTO component, Collection<ComponentConfigurationDTO> configurations) {
        var why = "its configuration " + String.join(", ", component.configurationPid);
        for (var configuration : configurations) {
            if (configuration.state != ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                    && configuration.state != ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                return Optional.empty();
            }
            if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                why = references(component, configuration.unsatisfiedReferences) + ", which no bundle provides";
            }
        }
        return Optional.of("its " + simpleName(component.name) + " waits for " + why);
    }

    private static String references(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO[] unsatisfied) {
        return Arrays.stream(unsatisfied)
                .flatMap(missing -> Stream.of(component.references).filter(reference -> reference.name.equals(missing.name)))
                .map(reference -> simpleName(reference.interfaceName))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
