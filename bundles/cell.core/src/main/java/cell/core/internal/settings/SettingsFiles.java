package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The two files of PID {@code cell.core} in {@code config.d}: the defaults, and what this cell has instead. */
final class SettingsFiles {
    static final String DEFAULTS = "cell.core.cfg";
    static final String LOCAL = "cell.core.local.cfg";

    private static final CfgText NEW_LOCAL = new CfgText("# What this cell has instead of the defaults in " + DEFAULTS + " beside.\n");

    private final DurableFile defaults;
    private final DurableFile local;

    SettingsFiles(Path folder) {
        this.defaults = new DurableFile(folder.resolve(DEFAULTS));
        this.local = new DurableFile(folder.resolve(LOCAL));
    }

    /**
     * What both files say together.
     *
     * @throws CellException INVALID when one cannot be read or has a key that is not known
     */
    Map<Key, String> read() {
        return merge(new CfgText(text(defaults, DEFAULTS)), localText());
    }

    /** What both would say together if the local one were another. */
    Map<Key, String> readWith(CfgText localText) {
        return merge(new CfgText(text(defaults, DEFAULTS)), localText);
    }

    /** The local file as it is now; one that is not there yet has a first line that says what it is for. */
    CfgText localText() {
        return hasLocal() ? new CfgText(text(local, LOCAL)) : NEW_LOCAL;
    }

    boolean hasLocal() {
        return local.exists();
    }

    /** Whether somebody may still be writing one of them: editors that do not replace a file leave it empty or half for a moment. */
    boolean areFresh(Instant now, Duration settled) {
        return isFresh(defaults, now, settled) || isFresh(local, now, settled);
    }

    private static boolean isFresh(DurableFile file, Instant now, Duration settled) {
        try {
            var changed = Files.getLastModifiedTime(file.path()).toInstant();
            return changed.isAfter(now.minus(settled)) && !changed.isAfter(now);
        } catch (IOException e) {
            return false;
        }
    }

    /** Replaces the local file durably. */
    void writeLocal(CfgText text) throws IOException {
        local.write(text.text());
    }

    void deleteLocal() throws IOException {
        local.delete();
    }

    private static Map<Key, String> merge(CfgText defaults, CfgText local) {
        var shipped = values(defaults, DEFAULTS);
        var own = values(local, LOCAL);
        var all = new EnumMap<>(shipped);
        all.putAll(own);
        if (own.containsKey(Key.IP_RANGE) && !own.containsKey(Key.DHCP_RANGE) && shipped.keySet().containsAll(List.of(Key.IP_RANGE, Key.DHCP_RANGE))) {
            all.put(Key.DHCP_RANGE, Rules.moved(shipped.get(Key.DHCP_RANGE), shipped.get(Key.IP_RANGE), own.get(Key.IP_RANGE)));
        }
        return all;
    }

    private static EnumMap<Key, String> values(CfgText text, String file) {
        var values = new EnumMap<Key, String>(Key.class);
        var unknown = new ArrayList<FieldError>();
        try {
            new TreeMap<>(text.values()).forEach((word, value) -> Key.of(word).ifPresentOrElse(
                    key -> values.put(key, value.strip()), () -> unknown.add(new FieldError(word, "is not known in " + file))));
        } catch (IllegalArgumentException e) {
            throw CellException.invalid(file, "cannot be read: " + e.getMessage());
        }
        if (!unknown.isEmpty()) {
            throw CellException.invalid(unknown);
        }
        return values;
    }

    private static String text(DurableFile file, String name) {
        try {
            return file.read();
        } catch (IOException e) {
            throw CellException.invalid(name, "cannot be read as UTF-8 text of at most 1 MiB");
        }
    }
}
