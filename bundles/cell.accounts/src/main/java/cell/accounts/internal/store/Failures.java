package cell.accounts.internal.store;

import java.time.Instant;

/**
 * How often something failed.
 *
 * @param count failures in a row
 * @param lastAt when it last did
 * @param heldUntil until when it may not try again; in the past when it may
 */
public record Failures(int count, Instant lastAt, Instant heldUntil) {}
