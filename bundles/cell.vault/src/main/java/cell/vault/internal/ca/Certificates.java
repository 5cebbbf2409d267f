package cell.vault.internal.ca;

import java.util.List;
import java.util.Optional;

/** The certificate authority as its front doors (the API, ACME, the cell's own listeners) see it. Safe for use by any thread. */
public interface Certificates {
    /**
     * Issues a certificate; it is on disk and in the list when this returns.
     *
     * @throws cell.api.error.CellException INVALID, naming {@code domains}, {@code key} or {@code days}, when it may not be issued;
     *     UNAVAILABLE while the vault is sealed
     */
    StoredCertificate issue(CertificateOrder order);

    Optional<StoredCertificate> find(Serial serial);

    /**
     * Revokes; on disk, and told by OCSP, when this returns. The next revocation list has it at once.
     *
     * @throws cell.api.error.CellException NOT_FOUND, or CONFLICT when it is revoked already
     */
    void revoke(Serial serial, RevocationReason reason);

    /** The certificate and those that lead up to the root, which is left out, as PEM. */
    String chainPem(StoredCertificate certificate);

    /**
     * Looks whether the authority issues for a name at all.
     *
     * @param names what is asked for
     * @return one sentence for each that it does not, naming it; empty when all are fine
     */
    List<String> refusals(List<SubjectName> names);
}
