package cell.vault.internal.event;

import cell.api.event.Topics;
import java.util.Map;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Says what happened in the vault, after it happened: {@code cell/vault/<noun>/<FACT>}. Never a secret or a private key. */
public final class VaultEvents {
    private final EventAdmin admin;

    public VaultEvents(EventAdmin admin) {
        this.admin = admin;
    }

    public void post(String noun, String fact, Map<String, Object> data) {
        admin.postEvent(new Event(Topics.of("vault", noun, fact), data));
    }
}
