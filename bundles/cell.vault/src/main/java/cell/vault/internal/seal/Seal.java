package cell.vault.internal.seal;

/**
 * Encrypts what the vault keeps at rest: AES-256-GCM (NIST SP 800-38D) under the vault's data key. Safe for use by any number of threads.
 */
public interface Seal {
    /**
     * Encrypts.
     *
     * @param purpose what it is and whose, such as {@code secret/smtp-relay/3}; only the same purpose opens it again
     * @throws cell.api.error.CellException UNAVAILABLE while the vault is sealed; the message says what to do
     */
    byte[] seal(String purpose, byte[] clear);

    /**
     * Decrypts.
     *
     * @throws cell.api.error.CellException UNAVAILABLE while the vault is sealed, INTERNAL when it was changed or is for another purpose
     */
    byte[] open(String purpose, byte[] sealed);

    /** Whether the data key is there. */
    boolean isOpen();
}
