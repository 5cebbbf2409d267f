package cell.deploy.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says which of a bundle's components failed, and which part of its API waits for something that is not there. */
final class ComponentWords {
    private static final String APPLICATION = "javax.ws.rs.core.Application";
    private static final String RESOURCE = "osgi.jaxrs.resource";
    private static final int TOLD_AT_MOST = 2;

    private final ServiceComponentRuntime components;

    ComponentWords(ServiceComponentRuntime components) {
        this.components = components;
    }

    Optional<Trouble> tell(Bundle bundle) {
        var failed = new ArrayList<String>();
        var waiting = new ArrayList<String>();
        for (var component : components.getComponentDescriptionDTOs(bundle)) {
            var configurations = components.getComponentConfigurationDTOs(component);
            configurations.forEach(configuration -> failure(component, configuration).ifPresent(failed::add));
            waitingFor(component, configurations).ifPresent(waiting::add);
        }
        if (!failed.isEmpty()) {
            return Optional.of(Trouble.lasting(join(failed)));
        }
        return waiting.isEmpty() ? Optional.empty() : Optional.of(Trouble.passing(join(waiting)));
    }

    private static String join(List<String> sentences) {
        return sentences.stream().limit(TOLD_AT_MOST).collect(Collectors.joining("; "));
    }

    private static Optional<String> failure(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                ? Optional.of(simpleName(component.name) + " failed to start: " + FailureWords.ofTrace(configuration.failure))
                : Optional.empty();
    }

    /** Only what the API needs counts: any other component may wait as long as it likes. */
    private Optional<String> waitingFor(ComponentDescriptionDTO component, Iterable<ComponentConfigurationDTO> configurations) {
        if (!isPublished(component) || !components.isComponentEnabled(component)) {
            return Optional.empty();
        }
        String why = "waits for its configuration " + String.join(", ", component.configurationPid);
        for (var configuration : configurations) {
            if (configuration.state == ComponentConfigurationDTO.SATISFIED || configuration.state == ComponentConfigurationDTO.ACTIVE) {
                return Optional.empty();
            }
            if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                why = "waits for " + references(component, configuration.unsatisfiedReferences);
            }
        }
        return Optional.of(simpleName(component.name) + " " + why);
    }

    private static boolean isPublished(ComponentDescriptionDTO component) {
        return Arrays.asList(component.serviceInterfaces).contains(APPLICATION) || component.properties.containsKey(RESOURCE);
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
