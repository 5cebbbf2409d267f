package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.settings.CellConfig;
import cell.api.settings.SettingsContributor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only one who changes the settings, for the API and for hand edits alike. The files are the truth: every look at them happens
 * under one lock, and news about a file that this class wrote itself finds nothing to do. Readers need no lock; they get what was last
 * in force.
 */
final class SettingsWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWriter.class);

    private final Lock lock = new ReentrantLock(true);
    private final SettingsFiles files;
    private final Memory memory;
    private final Surroundings surroundings;
    private final SettingsCheck check;
    private final Duration patience;

    /** Written under the lock. */
    private volatile SettingsState state;

    /**
     * Finds out what is in force.
     *
     * @param patience how long a client's change waits for the one before it
     */
    SettingsWriter(SettingsFiles files, Memory memory, Surroundings surroundings, int portOffset, Duration patience) {
        this.files = files;
        this.memory = memory;
        this.surroundings = surroundings;
        this.check = new SettingsCheck(surroundings, portOffset);
        this.patience = patience;
        this.state = new SettingsStart(files, memory).state();
        try {
            memory.write(state.accepted());
        } catch (IOException e) {
            LOG.error("What is in force cannot be remembered: {}", e.toString());
        }
    }

    SettingsState state() {
        return state;
    }

    /**
     * Changes what a client wants changed, all or nothing. When this returns it is durable and in force.
     *
     * @param wanted the members of a JSON object
     * @param renumber whether addresses may be moved to another network
     * @throws CellException INVALID, naming each refused key; CONFLICT, listing whose addresses are in the way; UNAVAILABLE when it
     *     cannot be written, or when the change before it does not end
     */
    void change(Map<String, Object> wanted, boolean renumber) {
        inTurn(() -> surroundings.withContributors(contributors -> {
            finishMove();
            change(wanted, renumber, contributors);
            return null;
        }));
    }

    private void change(Map<String, Object> wanted, boolean renumber, List<SettingsContributor> contributors) {
        var before = state.accepted();
        var errors = new ArrayList<FieldError>();
        var request = SettingsRequest.of(wanted, before, errors);
        var asked = check.whole(request.onto(Key.texts(before.config())), before.config(), errors);
        var changes = new Contributions(contributors).prepare(request.others(), errors);
        if (!errors.isEmpty()) {
            throw CellException.invalid(errors);
        }
        var local = files.localText();
        var edited = local.with(edits(request, asked, before.config(), local));
        var next = withFiles(asked, before, edited);
        var room = new Room(before.config().ipRange(), next.accepted().config().ipRange(), surroundings);
        boolean move = room.check(renumber);
        new SettingsCommit(files, memory, before, next.accepted(), room)
                .run(Optional.of(edited).filter(text -> !text.equals(local)), changes, move);
        state = next;
        new SettingsNews(before, next.accepted(), request.others().keySet(), "api").tell(surroundings);
    }

    /** The lines that the local file gets: what was asked for or moves along, in the form in which it was understood. */
    private Map<String, String> edits(SettingsRequest request, CellConfig asked, CellConfig before, CfgText local) {
        var inFiles = textsWith(local);
        var edits = new LinkedHashMap<String, String>();
        for (var key : Key.values()) {
            var text = key.text(asked);
            boolean touched = request.own().containsKey(key) || !text.equals(key.text(before));
            boolean pinned = key == Key.DHCP_RANGE && edits.containsKey(Key.IP_RANGE.word());
            if (pinned || touched && !text.equals(inFiles.get(key))) {
                edits.put(key.word(), text);
            }
        }
        return edits;
    }

    private Map<Key, String> textsWith(CfgText local) {
        try {
            return files.readWith(local);
        } catch (CellException e) {
            return Map.of();
        }
    }

    /** What holds once the local file is edited: all it says if that is good now, else what was in force with what was asked for. */
    private SettingsState withFiles(CellConfig asked, Accepted before, CfgText edited) {
        try {
            return SettingsState.good(before.with(check.whole(files.readWith(edited), before.config())));
        } catch (CellException e) {
            return new SettingsState(before.with(asked), e.details());
        }
    }

    /** Looks at the files and takes what they say, or notes why not. */
    void filesChanged() {
        locked(this::takeFiles);
    }

    private void takeFiles() {
        var before = state.accepted();
        try {
            var config = check.whole(files.read(), before.config());
            var room = new Room(before.config().ipRange(), config.ipRange(), surroundings);
            room.check(false);
            var next = SettingsState.good(before.with(config));
            new SettingsCommit(files, memory, before, next.accepted(), room).run(Optional.empty(), List.of(), false);
            state = next;
            new SettingsNews(before, next.accepted(), List.of(), "file").tell(surroundings);
        } catch (CellException e) {
            refuse(e.details().isEmpty() ? List.of(new FieldError(Key.IP_RANGE.word(), e.getMessage())) : e.details());
        }
    }

    private void refuse(List<FieldError> errors) {
        var refused = new SettingsState(state.accepted(), errors);
        if (!refused.equals(state)) {
            state = refused;
            LOG.warn("{}", refused.reason().orElseThrow());
            surroundings.publish("REFUSED", Map.of("keys", errors.stream().map(FieldError::field).distinct().toList()));
        }
    }

    /** Finishes a renumbering that a crash cut off, and looks at what had to wait for the plan. */
    void addressPlanCame() {
        locked(() -> {
            finishMove();
            takeFiles();
        });
    }

    private void finishMove() {
        state.accepted().move().ifPresent(move -> surroundings.withAddressPlan(plan -> {
            plan.ifPresent(there -> finish(move.from(), move.to(), there));
            return null;
        }));
    }

    private void finish(Ipv4Network from, Ipv4Network to, Renumbering plan) {
        try {
            if (!plan.outside(to).isEmpty()) {
                plan.renumber(from, to);
                LOG.info("All addresses were moved from {} to {}, as was begun before the cell went down", from, to);
            }
            var settled = new SettingsState(state.accepted().settled(), state.refused());
            memory.write(settled.accepted());
            state = settled;
        } catch (CellException | IOException e) {
            LOG.error("The addresses could not be moved from {} to {}", from, to, e);
        }
    }

    /**
     * Ends a former domain.
     *
     * @throws CellException NOT_FOUND when it is none
     */
    void forget(DomainName domain) {
        inTurn(() -> {
            var before = state.accepted();
            var next = before.without(domain);
            if (next.equals(before)) {
                throw CellException.notFound(domain + " is no former domain");
            }
            var here = before.config().ipRange();
            new SettingsCommit(files, memory, before, next, new Room(here, here, surroundings)).run(Optional.empty(), List.of(), false);
            state = new SettingsState(next, state.refused());
            new SettingsNews(before, next, List.of(), "api").tell(surroundings);
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** For clients: a service that hangs in a change must not let all later ones wait for good. */
    private void inTurn(Runnable work) {
        try {
            if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CellException.unavailable("Another change of the settings is still going on; try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CellException.unavailable("The cell is stopping", e);
        }
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
