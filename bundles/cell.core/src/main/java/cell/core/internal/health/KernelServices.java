package cell.core.internal.health;

import cell.api.settings.CellSettings;
import cell.api.state.StateStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the kernel cannot do without. Its references are optional, because it tells when they are missing. */
@Component(service = KernelPart.class)
public final class KernelServices implements KernelPart {
    private final AtomicReference<StateStore> store = new AtomicReference<>();
    private final AtomicReference<CellSettings> settings = new AtomicReference<>();

    @Override
    public Optional<Problem> problem() {
        if (store.get() == null) {
            return Optional.of(new Problem(true, "The cell's data cannot be reached; the log tells why"));
        }
        return settings.get() == null
                ? Optional.of(new Problem(true, "The cell's settings are not in force; the log tells why"))
                : Optional.empty();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setStore(StateStore now) {
        store.set(now);
    }

    void unsetStore(StateStore gone) {
        store.compareAndSet(gone, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setSettings(CellSettings now) {
        settings.set(now);
    }

    void unsetSettings(CellSettings gone) {
        settings.compareAndSet(gone, null);
    }
}
