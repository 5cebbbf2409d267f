package cell.core.internal.address;

import cell.api.address.AddressListener;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners that are registered at the moment of a renumbering. They are looked up then and not referenced: most of them need the
 * plan themselves.
 */
final class RegisteredListeners implements AddressListeners {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredListeners.class);

    private final BundleContext context;

    RegisteredListeners(BundleContext context) {
        this.context = context;
    }

    @Override
    public void each(Consumer<AddressListener> told) {
        try {
            for (var reference : context.getServiceReferences(AddressListener.class, null)) {
                tell(reference, told);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    private void tell(ServiceReference<AddressListener> reference, Consumer<AddressListener> told) {
        var listener = context.getService(reference);
        if (listener == null) {
            return;
        }
        try {
            told.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("{} did not follow a renumbering", listener.getClass().getName(), e);
        } finally {
            context.ungetService(reference);
        }
    }
}
