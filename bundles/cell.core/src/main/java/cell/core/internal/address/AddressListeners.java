package cell.core.internal.address;

import cell.api.address.AddressListener;
import java.util.function.Consumer;

/** Who is told of a renumbering. */
@FunctionalInterface
interface AddressListeners {
    void each(Consumer<AddressListener> told);
}
