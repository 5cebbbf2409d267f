package cell.rest.internal.guard;

import java.util.Dictionary;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Switches the administration's web server on. Its file in config.d leaves it off, so a cell whose guard is missing or broken has no
 * port rather than an open one.
 */
@Component(property = "cm.target=org.apache.felix.http")
public final class AdminPort implements ConfigurationPlugin {
    private static final String ENABLE = "org.apache.felix.http.enable";

    /** @param guard stands before the port opens */
    @Activate
    public AdminPort(@Reference(target = "(component.name=cell.rest.internal.guard.AdminConnectors)") ConnectorFactory guard) {}

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        properties.put(ENABLE, "true");
    }
}
