package cell.accounts.internal.password;

import cell.api.error.CellException;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Which passwords people may choose: {@value #SHORTEST} to {@value #LONGEST} characters (Unicode code points), no control characters,
 * not the user name. Any other rule makes people choose worse ones (NIST SP 800-63B, section 5.1.1.2). They are compared in
 * normalisation form C, because an accented letter comes as one character from one keyboard and as two from another.
 */
public final class PasswordPolicy {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private PasswordPolicy() {}

    /**
     * A password that somebody wants to have, normalised.
     *
     * @param field the request's field, for the error
     * @throws CellException INVALID; the message does not repeat it
     */
    public static String require(String field, String username, String password) {
        if (password == null) {
            throw CellException.invalid(field, "is required");
        }
        if (hasControls(password)) {
            throw CellException.invalid(field, "must not have control characters or broken Unicode");
        }
        var normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        var length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST || length > LONGEST) {
            throw CellException.invalid(field, "must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (normal.equalsIgnoreCase(username)) {
            throw CellException.invalid(field, "must not be the user name");
        }
        return normal;
    }

    /** A password that somebody typed, normalised; empty when nobody can have it. */
    public static Optional<String> typed(String password) {
        // The length in chars is looked at first, so that a megabyte is not normalised; 4 is more than any NFC growth.
        if (password == null || password.length() > 4 * LONGEST || hasControls(password)) {
            return Optional.empty();
        }
        return Optional.of(Normalizer.normalize(password, Normalizer.Form.NFC));
    }

    private static boolean hasControls(String password) {
        return password.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
