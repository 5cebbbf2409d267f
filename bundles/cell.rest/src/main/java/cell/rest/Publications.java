package cell.rest;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/** Knows which parts of the API really answer. */
@ProviderType
public interface Publications {
    /** Why something that a bundle registered for the API does not answer, in plain words; empty when all of it does. */
    Optional<String> missing(Bundle bundle);
}
