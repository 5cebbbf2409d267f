package cell.vault.internal.ca;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate to be issued.
 *
 * @param commonName 1 to 64 characters; empty when the certificate has subject alternative names only
 * @param names what it is for; may be empty when there is a common name that is no domain name
 * @param key the public key, of which the requester has proved to hold the private part
 * @param validity how long it shall be valid from now
 * @param owner as in {@link StoredCertificate}
 */
public record CertificateOrder(
        String commonName, List<SubjectName> names, SubjectPublicKeyInfo key, Duration validity, Source source, String owner) {
    public CertificateOrder {
        names = List.copyOf(names);
    }
}
