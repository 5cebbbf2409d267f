package cell.accounts.internal.password;

/** Argon2id version 1.3 (RFC 9106). */
@FunctionalInterface
public interface Argon2 {
    /** The tag's length in bytes. */
    int TAG_BYTES = 32;

    /** Derives {@value #TAG_BYTES} bytes from a password. */
    byte[] derive(byte[] password, byte[] salt, Argon2Cost cost);
}
