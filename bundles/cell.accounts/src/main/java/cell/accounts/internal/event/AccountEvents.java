package cell.accounts.internal.event;

import cell.accounts.internal.store.AppPassword;
import cell.api.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Says what happened to people, after it happened. Never a password or a hash. */
public final class AccountEvents {
    private static final String SERVICE = "accounts";

    private final EventAdmin admin;

    public AccountEvents(EventAdmin admin) {
        this.admin = admin;
    }

    public void personAdded(String username) {
        post("person", "ADDED", Map.of("username", username));
    }

    public void personRemoved(String username) {
        post("person", "REMOVED", Map.of("username", username));
    }

    public void membershipAdded(String username, String service) {
        post("membership", "ADDED", Map.of("username", username, "service", service));
    }

    public void membershipRemoved(String username, String service) {
        post("membership", "REMOVED", Map.of("username", username, "service", service));
    }

    /** The person's own password. */
    public void passwordChanged(String username) {
        post("password", "CHANGED", Map.of("username", username));
    }

    /** The password for one service alone. */
    public void servicePasswordChanged(String username, String service) {
        post("password", "CHANGED", Map.of("username", username, "service", service));
    }

    public void servicePasswordRemoved(String username, String service) {
        post("password", "REMOVED", Map.of("username", username, "service", service));
    }

    public void appPasswordAdded(AppPassword app) {
        var services = String.join(",", new TreeSet<>(app.services()));
        post("app-password", "ADDED", Map.of("username", app.username(), "id", app.id(), "label", app.label(), "services", services));
    }

    public void appPasswordRevoked(String username, String id) {
        post("app-password", "REVOKED", Map.of("username", username, "id", id));
    }

    /** Too many wrong passwords from clients that this person does not use. */
    public void lockedOut(String username, Duration held) {
        post("person", "LOCKED_OUT", Map.of("username", username, "seconds", held.toSeconds()));
    }

    public void unlocked(String username) {
        post("person", "UNLOCKED", Map.of("username", username));
    }

    private void post(String noun, String fact, Map<String, Object> data) {
        admin.postEvent(new Event(Topics.of(SERVICE, noun, fact), data));
    }
}
