package cell.core.internal.settings;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells the settings that the address plan has come; it needs the settings itself, so they cannot wait for it. The plan's reference is
 * enough: its database is opened only by those who ask it.
 */
@Component(service = AddressPlanWatch.class, immediate = true)
public final class AddressPlanWatch {
    @Activate
    public AddressPlanWatch(@Reference SettingsComponent settings, @Reference(service = Renumbering.class) ServiceReference<Renumbering> plan) {
        settings.addressPlanCame();
    }
}
