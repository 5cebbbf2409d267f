package cell.accounts.internal.change;

import cell.api.account.AccountContributor.AccountChange;
import cell.api.account.AccountContributor.AccountChange.Kind;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change that is not finished: what the journal knows of it.
 *
 * @param id unique
 * @param kind add or remove
 * @param username the person
 * @param whole whether the person comes or goes altogether
 * @param decided whether it will be committed; otherwise it will be undone
 * @param parts the services that are still to be told, each with its attributes
 */
public record PendingChange(
        String id, Kind kind, String username, boolean whole, boolean decided, Map<String, Map<String, Object>> parts) {
    public PendingChange {
        parts = Map.copyOf(parts);
    }

    AccountChange of(String service) {
        return new AccountChange(id, kind, username, parts.get(service));
    }

    /** In the order of their names, so that it is the same after a kill. */
    Iterable<String> services() {
        return new TreeMap<>(parts).keySet();
    }
}
