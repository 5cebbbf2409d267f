package cell.deploy.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Says which of a bundle's components failed to start, and what they said. */
final class ComponentWords {
    private static final int TOLD_AT_MOST = 2;

    private final ServiceComponentRuntime components;

    ComponentWords(ServiceComponentRuntime components) {
        this.components = components;
    }

    Optional<Trouble> tell(Bundle bundle) {
        var failed = components.getComponentDescriptionDTOs(bundle).stream()
                .map(components::getComponentConfigurationDTOs)
                .flatMap(Collection::stream)
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .limit(TOLD_AT_MOST)
                .map(ComponentWords::failure)
                .collect(Collectors.joining("; "));
        return failed.isEmpty() ? Optional.empty() : Optional.of(Trouble.lasting(failed));
    }

    private static String failure(ComponentConfigurationDTO configuration) {
        var name = configuration.description.name;
        return "its " + name.substring(name.lastIndexOf('.') + 1) + " failed to start: " + FailureWords.ofTrace(configuration.failure);
    }
}
