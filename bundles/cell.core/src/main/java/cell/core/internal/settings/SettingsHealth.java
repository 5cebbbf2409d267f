package cell.core.internal.settings;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what the configuration files say is in force. */
@Component(service = HealthContributor.class)
public final class SettingsHealth implements HealthContributor {
    private static final String SERVICE = "settings";

    private final SettingsComponent settings;

    @Activate
    public SettingsHealth(@Reference SettingsComponent settings) {
        this.settings = settings;
    }

    @Override
    public ServiceStatus status() {
        return settings.writer().state().reason()
                .map(reason -> ServiceStatus.degraded(SERVICE, reason))
                .orElseGet(() -> ServiceStatus.online(SERVICE));
    }
}
