package cell.accounts.internal.rest;

import cell.accounts.internal.store.AppPassword;
import java.time.Instant;
import java.util.List;

/**
 * An app password on the wire, without the secret.
 *
 * @param services by name
 * @param lastUsedAt exact to a minute; null when it was never used
 */
public record AppPasswordBody(String id, String label, List<String> services, Instant createdAt, Instant lastUsedAt) {
    static AppPasswordBody of(AppPassword app) {
        return new AppPasswordBody(
                app.id(), app.label(), app.services().stream().sorted().toList(), app.createdAt(), app.lastUsedAt().orElse(null));
    }
}
