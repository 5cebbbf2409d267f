package cell.accounts.internal.password;

/**
 * What one computation costs.
 *
 * @param memoryKib memory, in KiB
 * @param passes over that memory
 * @param lanes degree of parallelism; also 1 costs the attacker as much
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
    /** OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane. About 90 ms on a small server. */
    public static final Argon2Cost OWASP = new Argon2Cost(19 * 1024, 2, 1);

    public Argon2Cost {
        if (lanes < 1 || lanes > 16 || passes < 1 || passes > 64 || memoryKib < 8 * lanes || memoryKib > 1024 * 1024) {
            throw new IllegalArgumentException("not a cost of Argon2: " + memoryKib + " KiB, " + passes + ", " + lanes);
        }
    }
}
