package cell.accounts.internal.rest;

/**
 * A password that is wanted.
 *
 * @param password null when the request has none
 */
public record PasswordRequest(String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "PasswordRequest";
    }
}
