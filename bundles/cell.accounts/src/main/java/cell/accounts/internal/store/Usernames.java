package cell.accounts.internal.store;

import cell.api.error.CellException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of people. {@code Alice} means {@code alice}, because phones like to begin with a capital; only the letters a to z are
 * folded, so that no other letter of Unicode ever becomes one of them.
 */
public final class Usernames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private Usernames() {}

    /**
     * The name as it is stored.
     *
     * @throws CellException INVALID for what cannot be a name
     */
    public static String require(String username) {
        return typed(username).orElseThrow(() -> CellException.invalid(
                "username", "must have 1 to 64 of the letters a-z, digits, _ . and -, and start with a letter or digit"));
    }

    /** The name as it is stored; empty when it cannot be one. */
    public static Optional<String> typed(String username) {
        if (username == null || username.length() > 64) {
            return Optional.empty();
        }
        var folded = new StringBuilder(username.length());
        username.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return NAME.matcher(folded).matches() ? Optional.of(folded.toString()) : Optional.empty();
    }
}
