package cell.vault.internal.ca;

import java.time.Instant;

/** That a certificate is revoked, since when and why. */
public record Revocation(Instant at, RevocationReason reason) {}
