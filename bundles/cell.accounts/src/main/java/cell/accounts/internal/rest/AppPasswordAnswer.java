package cell.accounts.internal.rest;

/**
 * A new app password.
 *
 * @param appPassword what it is
 * @param password the text to type into the device; it is shown this once and cannot be read again
 */
public record AppPasswordAnswer(String message, AppPasswordBody appPassword, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "AppPasswordAnswer[" + appPassword + "]";
    }
}
