package cell.api.address;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered by a service whose addresses may be moved by a renumbering of the cell. */
@ConsumerType
public interface AddressListener {
    /** The service whose owners it answers for. */
    String service();

    /** Called after the plan has changed and is durable. On its start a service reads the plan, so one missed call does no harm. */
    void moved(List<Assignment> now);
}
