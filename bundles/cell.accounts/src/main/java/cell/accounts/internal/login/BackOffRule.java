package cell.accounts.internal.login;

import cell.accounts.internal.store.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long failures hold somebody off: not at all below {@code free}, then {@code first}, and twice as long with each further one, up
 * to {@code most}. After {@code quiet} without a failure all is forgotten.
 */
record BackOffRule(int free, Duration first, Duration most, Duration quiet) {
    /** One name from one client: somebody mistypes, or an old password sits in a phone. */
    static final BackOffRule PAIR = new BackOffRule(5, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));

    /** One client with whatever names: somebody tries names. */
    static final BackOffRule CLIENT = new BackOffRule(20, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1));

    /** One name from whatever clients that it does not know: many machines guess one password. This is the lock-out. */
    static final BackOffRule NAME = new BackOffRule(50, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24));

    /** One more failure. */
    Failures next(Optional<Failures> before, Instant now) {
        var count = before.filter(failures -> !forgotten(failures, now)).map(Failures::count).orElse(0) + 1;
        return new Failures(count, now, now.plus(delay(count)));
    }

    Duration delay(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        // 2^30 seconds is more than any limit, and no shift beyond that overflows.
        var grown = first.multipliedBy(1L << Math.min(30, count - free));
        return grown.compareTo(most) < 0 ? grown : most;
    }

    /** How long it is still held off; never longer than {@code most}, also when the clock was set back. */
    Optional<Duration> remaining(Failures failures, Instant now) {
        if (!now.isBefore(failures.heldUntil())) {
            return Optional.empty();
        }
        var left = Duration.between(now, failures.heldUntil());
        return Optional.of(left.compareTo(most) < 0 ? left : most);
    }

    boolean forgotten(Failures failures, Instant now) {
        return now.isAfter(failures.lastAt().plus(quiet)) && !now.isBefore(failures.heldUntil());
    }
}
