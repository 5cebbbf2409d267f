package cell.vault.internal;

import java.util.List;
import java.util.Map;

/** Registered by each part of the vault that has something to say in {@code /vault/status} and in health. */
public interface VaultPart {
    /** Its facts by their name in the API, such as {@code trusted_keys_count}. Asked often: from memory or one cheap query. */
    Map<String, Object> facts();

    /** What a person must look after, one sentence each that says what to do; they make the service degraded. */
    default List<String> warnings() {
        return List.of();
    }
}
