package cell.accounts.internal.change;

import cell.api.account.AccountContributor;
import cell.api.account.AccountContributor.AccountChange.Kind;
import cell.api.error.CellException;
import cell.api.state.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two-phase changes over the services' contributors: journal, prepare, decide, commit, strike out. A kill anywhere leaves a row from
 * which {@link #finish} goes on. The caller makes sure that no two threads work on one person.
 */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final ChangeLog log;
    private final Contributors contributors;
    private final Listener listener;

    /**
     * What is to be changed.
     *
     * @param kind add or remove
     * @param username the person
     * @param whole whether the person comes or goes altogether
     * @param parts the services, each with its attributes
     * @param decision what is written together with the decision
     * @param decided done as soon as the decision is on disk
     */
    public record Plan(
            Kind kind,
            String username,
            boolean whole,
            Map<String, Map<String, Object>> parts,
            ChangeLog.Decision decision,
            Runnable decided) {}

    /** Hears of each service that has committed its part; again when the cell is killed right then. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param last whether the change is finished with these
         */
        void committed(PendingChange change, List<String> services, boolean last);
    }

    public Changes(Database database, Clock clock, Contributors contributors, Listener listener) {
        this.log = new ChangeLog(database, clock);
        this.contributors = contributors;
        this.listener = listener;
    }

    /**
     * Does it all, or nothing. Once it is decided it succeeds: what a service could not finish is finished later.
     *
     * @throws CellException what a contributor refused it with; UNAVAILABLE when one is missing, or an earlier change is in the way
     */
    public void run(Plan plan) {
        var prepared = new HashMap<String, AccountContributor>();
        plan.parts().keySet().forEach(service -> prepared.put(service, require(service)));
        clearTheWay(plan);
        var change = log.begin(UUID.randomUUID().toString(), plan.kind(), plan.username(), plan.whole(), plan.parts());
        try {
            for (var service : change.services()) {
                prepare(prepared.get(service), change, service);
            }
            log.decide(change.id(), plan.decision());
            plan.decided().run();
        } finally {
            // Also after an Error: the journal knows whether it was decided.
            finishQuietly(change.id());
        }
    }

    /** Finishes one change as far as its services can be reached. Nothing happens when it is finished already. */
    public void finish(String id) {
        var found = log.find(id);
        if (found.isEmpty()) {
            return;
        }
        var change = found.get();
        var told = new ArrayList<String>();
        for (var service : change.services()) {
            var contributor = contributors.find(service);
            if (contributor.isPresent() && tell(contributor.get(), change, service)) {
                told.add(service);
            }
        }
        if (change.decided() && !told.isEmpty()) {
            listener.committed(change, told, told.size() == change.parts().size());
        }
        if (!told.isEmpty() || change.parts().isEmpty()) {
            log.told(id, told);
        }
    }

    /** What is not finished, oldest first. */
    public List<PendingChange> pending() {
        return log.pending();
    }

    private AccountContributor require(String service) {
        return contributors.find(service).orElseThrow(() -> CellException.unavailable(
                "Nobody answers for accounts of the service '" + service + "' now; install or start it, then try again"));
    }

    private void clearTheWay(Plan plan) {
        for (var earlier : log.pendingOf(plan.username())) {
            finish(earlier.id());
        }
        for (var earlier : log.pendingOf(plan.username())) {
            for (var service : earlier.services()) {
                if (plan.parts().containsKey(service)) {
                    throw CellException.unavailable("An earlier change of '" + plan.username() + "' in the service '" + service
                            + "' is not finished yet; it is tried again by itself");
                }
            }
        }
    }

    private static void prepare(AccountContributor contributor, PendingChange change, String service) {
        try {
            contributor.prepare(change.of(service));
        } catch (CellException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw CellException.internal("The service '" + service + "' could not prepare the account", e);
        }
    }

    private void finishQuietly(String id) {
        try {
            finish(id);
        } catch (CellException e) {
            LOG.warn("Change {} is not finished and will be tried again: {}", id, e.getMessage());
        }
    }

    /** Whatever a foreign bundle throws here is answered by trying again later. */
    private static boolean tell(AccountContributor contributor, PendingChange change, String service) {
        try {
            if (change.decided()) {
                contributor.commit(change.of(service));
            } else {
                contributor.undo(change.of(service));
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            var step = change.decided() ? "commit" : "undo";
            LOG.warn("The service {} failed to {} change {}; it will be tried again", service, step, change.id(), e);
            return false;
        }
    }
}
