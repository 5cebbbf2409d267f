package cell.sample.internal;

import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says how the plug-in is, from what it already knows: it is asked often and must answer at once. */
@Component(service = HealthContributor.class)
public final class SampleHealth implements HealthContributor {
    private static final String NAME = "sample";

    private final Chores chores;

    @Activate
    public SampleHealth(@Reference Chores chores) {
        this.chores = chores;
    }

    @Override
    public ServiceStatus status() {
        return chores.refused()
                .map(reason -> ServiceStatus.degraded(NAME, reason))
                .orElseGet(() -> ServiceStatus.online(NAME))
                .with("chores_count", chores.count());
    }
}
