package cell.vault.internal.seal;

import java.util.Locale;

/** What opens the vault. */
public enum SealKind {
    /** A file beside the vault's data: it opens by itself at each start. */
    KEY_FILE,
    /** A passphrase that a person gives after each start. */
    PASSPHRASE;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
