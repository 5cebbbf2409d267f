package cell.accounts.internal.change;

import cell.api.account.AccountContributor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who answers for which service, as they come and go. Safe for any number of threads. */
public final class Contributors {
    private record Entry(String service, AccountContributor contributor) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    public void add(AccountContributor contributor) {
        entries.add(0, new Entry(contributor.service(), contributor));
    }

    public void remove(AccountContributor contributor) {
        entries.removeIf(entry -> entry.contributor() == contributor);
    }

    /** The one that came last: while a bundle is replaced, there may be two. */
    Optional<AccountContributor> find(String service) {
        return entries.stream().filter(entry -> entry.service().equals(service)).map(Entry::contributor).findFirst();
    }
}
