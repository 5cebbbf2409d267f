package cell.accounts.internal.password;

import cell.api.error.CellException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Hashes and checks passwords, at most {@value #AT_ONCE} at a time, so that a flood of log-ins takes 38 MiB and two threads and no
 * more. Who wants to compute takes a turn; turns come in the order of asking. Safe for any number of threads.
 */
public final class PasswordHasher {
    /** How many computations run at once. */
    public static final int AT_ONCE = 2;

    private static final int SALT_BYTES = 16;

    private final Argon2 argon2;
    private final Argon2Cost cost;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final String nobody;

    /**
     * @param argon2 the function
     * @param cost of new hashes; older ones are replaced at the next log-in
     * @param patience how long one waits for a turn
     */
    public PasswordHasher(Argon2 argon2, Argon2Cost cost, Duration patience) {
        this.argon2 = argon2;
        this.cost = cost;
        this.patience = patience;
        this.nobody = new PasswordHash(cost, bytes(SALT_BYTES), bytes(Argon2.TAG_BYTES)).text();
    }

    /** The right to compute, for as long as the work runs. */
    public final class Turn {
        private Turn() {}

        /** A new hash of a password, with a salt of its own. */
        public String hash(String password) {
            var salt = bytes(SALT_BYTES);
            return new PasswordHash(cost, salt, derive(password, salt, cost)).text();
        }

        public boolean verify(String password, String hash) {
            var stored = PasswordHash.parse(hash);
            return MessageDigest.isEqual(stored.tag(), derive(password, stored.salt(), stored.cost()));
        }
    }

    /** Does work that computes; empty when no turn came in time. The work must not ask for a turn itself. */
    public <T> Optional<T> inTurn(Function<Turn, T> work) {
        if (!await()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(new Turn()));
        } finally {
            turns.release();
        }
    }

    /**
     * Does work that computes.
     *
     * @throws CellException UNAVAILABLE when no turn came in time
     */
    public <T> T compute(Function<Turn, T> work) {
        return inTurn(work).orElseThrow(
                () -> CellException.unavailable("Too many passwords are being checked at once; try again in a few seconds"));
    }

    /** A hash that no password has, for the same work where there is nobody. */
    public String nobody() {
        return nobody;
    }

    /** Whether a hash was made at another cost than today's. */
    public boolean outdated(String hash) {
        return !PasswordHash.parse(hash).cost().equals(cost);
    }

    private boolean await() {
        try {
            return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] derive(String password, byte[] salt, Argon2Cost how) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        try {
            return argon2.derive(bytes, salt, how);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
