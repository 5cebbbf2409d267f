package cell.api.event;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What happened in this cell, in order, on disk, each entry chained to the one before by a hash. What services say through EventAdmin
 * under {@link Topics#ALL} and every change made through the API comes here by itself; a service calls this only when it must
 * know that the entry is durable.
 */
@ProviderType
public interface Journal {
    /**
     * Appends an entry.
     *
     * @param topic as {@link Topics#of} makes it
     * @param data JDK value types, small; never a secret
     * @return its number, once it is on disk
     * @throws cell.api.error.CellException UNAVAILABLE when it cannot be written
     */
    long append(String topic, Map<String, Object> data);
}
