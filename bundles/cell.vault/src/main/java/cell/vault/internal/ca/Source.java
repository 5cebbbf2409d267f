package cell.vault.internal.ca;

import java.util.Locale;

/** Who asked for a certificate. */
public enum Source {
    /** Somebody through the API. */
    API,
    /** A device through ACME. */
    ACME,
    /** The cell for its own listeners. */
    CELL;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
