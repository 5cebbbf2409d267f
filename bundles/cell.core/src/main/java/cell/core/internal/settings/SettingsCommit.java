package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.settings.SettingsContributor.Change;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a change durable, step by step: note a renumbering; replace the local file, which is the moment it counts; let the services
 * commit; move the addresses; remember what was accepted. A failure on the way takes all back. A crash on the way is finished at the
 * next start, by {@link SettingsStart} and {@link SettingsWriter#addressPlanCame}.
 */
final class SettingsCommit {
    private final SettingsFiles files;
    private final Memory memory;
    private final Accepted before;
    private final Accepted next;
    private final Room room;

    SettingsCommit(SettingsFiles files, Memory memory, Accepted before, Accepted next, Room room) {
        this.files = files;
        this.memory = memory;
        this.before = before;
        this.next = next;
        this.room = room;
    }

    /**
     * Does it.
     *
     * @param local what the local file is to be, if it changes
     * @param changes what the services have prepared
     * @param move whether addresses have to be moved
     * @throws CellException what a step failed with, after all was taken back; UNAVAILABLE when the disk did
     */
    void run(Optional<CfgText> local, List<Change> changes, boolean move) {
        var undo = new Undo();
        try {
            steps(local, changes, move, undo);
        } catch (IOException e) {
            undo.run();
            throw CellException.unavailable("The settings cannot be written to disk; nothing was changed", e);
        } catch (RuntimeException e) {
            undo.run();
            throw e;
        }
    }

    private void steps(Optional<CfgText> local, List<Change> changes, boolean move, Undo undo) throws IOException {
        if (room.isAsked()) {
            undo.push(() -> memory.write(before));
            memory.write(before.movingTo(next.config().ipRange()));
        }
        if (local.isPresent()) {
            undo.push(restoringLocal());
            files.writeLocal(local.get());
        }
        for (var change : changes) {
            change.commit();
            undo.push(change::undo);
        }
        if (move) {
            room.move();
            undo.push(room::moveBack);
        }
        memory.write(next);
    }

    private Undo.Step restoringLocal() {
        if (!files.hasLocal()) {
            return files::deleteLocal;
        }
        var text = files.localText();
        return () -> files.writeLocal(text);
    }
}
