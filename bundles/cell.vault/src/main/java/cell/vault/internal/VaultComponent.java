package cell.vault.internal;

import cell.api.settings.CellSettings;
import cell.api.state.Database;
import cell.api.state.StateStore;
import cell.vault.internal.event.VaultEvents;
import cell.vault.internal.seal.VaultSeal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;

/** Owns the vault's database and its seal, and registers {@link Unsealed} while the seal is open. */
@Component(service = {VaultCore.class, VaultComponent.class}, immediate = true)
public final class VaultComponent implements VaultCore {
    private final BundleContext context;
    private final Database database;
    private final VaultEvents events;
    private final VaultSeal seal;

    /** Guarded by this. */
    private ServiceRegistration<Unsealed> unsealed;

    @Activate
    public VaultComponent(
            BundleContext context, @Reference StateStore store, @Reference CellSettings settings, @Reference EventAdmin admin) {
        this.context = context;
        this.events = new VaultEvents(admin);
        this.database = store.open(VaultSchema.SERVICE, VaultSchema.MIGRATIONS);
        try {
            this.seal = new VaultSeal(database, settings.dataFolder(VaultSchema.SERVICE), new SecureRandom(), this::sealChanged);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private synchronized void sealChanged(boolean open) {
        if (open) {
            unsealed = context.registerService(Unsealed.class, new Unsealed() {}, null);
        } else {
            unregister();
        }
        events.post("seal", open ? "OPENED" : "CLOSED", Map.of());
    }

    private synchronized void unregister() {
        if (unsealed != null) {
            unsealed.unregister();
            unsealed = null;
        }
    }

    @Deactivate
    void close() {
        unregister();
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public VaultSeal seal() {
        return seal;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public VaultEvents events() {
        return events;
    }
}
