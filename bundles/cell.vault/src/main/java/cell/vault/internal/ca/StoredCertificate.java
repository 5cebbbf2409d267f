package cell.vault.internal.ca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that was issued, as the list has it.
 *
 * @param issuer the id of the authority that signed it
 * @param commonName the subject's common name
 * @param names the subject alternative names, in order
 * @param created when it was issued
 * @param notBefore from when it is valid, a little before it was issued
 * @param notAfter until when, inclusive
 * @param keyType {@code rsa-2048} to {@code rsa-4096}, {@code p-256}, {@code p-384} or {@code ed25519}
 * @param der the certificate itself
 * @param owner whose it is in the words of its source, such as an ACME account; empty when nobody's
 */
public record StoredCertificate(
        Serial serial,
        String issuer,
        String commonName,
        List<SubjectName> names,
        Instant created,
        Instant notBefore,
        Instant notAfter,
        String keyType,
        byte[] der,
        Source source,
        String owner,
        Optional<Revocation> revocation) {
    public StoredCertificate {
        names = List.copyOf(names);
        der = der.clone();
    }

    @Override
    public byte[] der() {
        return der.clone();
    }
}
