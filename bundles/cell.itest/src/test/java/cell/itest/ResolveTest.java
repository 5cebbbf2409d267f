package cell.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;

/** Everything that the features name fits together. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ResolveTest {
    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Inject
    private JaxrsServiceRuntime jaxrs;

    @Configuration
    public Option[] platform() throws IOException {
        return Platform.options();
    }

    @Test
    public void everyBundleIsActive() {
        var others = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    public void everyComponentOfOursIsSatisfiedAndActivates() {
        var bad = components.getComponentDescriptionDTOs(ours()).stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(component -> component.state != ComponentConfigurationDTO.ACTIVE && component.state != ComponentConfigurationDTO.SATISFIED)
                .map(component -> component.description.name + " " + Arrays.toString(component.unsatisfiedReferences) + " " + component.failure)
                .toList();
        assertEquals(List.of(), bad);
    }

    @Test
    public void everyApplicationAndResourceIsPublished() {
        var dto = jaxrs.getRuntimeDTO();
        // The whiteboard's own default Application gives way to the kernel's, which has the same base.
        assertEquals(List.of(), Arrays.stream(dto.failedApplicationDTOs).filter(failed -> !".default".equals(failed.name)).map(failed -> failed.name + " " + failed.failureReason).toList());
        assertEquals(List.of(), Arrays.stream(dto.failedResourceDTOs).map(failed -> failed.name + " " + failed.failureReason).toList());
        assertEquals(List.of(), Arrays.stream(dto.failedExtensionDTOs).map(failed -> failed.name + " " + failed.failureReason).toList());
        assertTrue(dto.applicationDTOs.length > 0);
    }

    private Bundle[] ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("cell."))
                .toArray(Bundle[]::new);
    }
}
