package cell.accounts.internal.login;

import cell.accounts.internal.store.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Counts failures by a key, under one rule. Keeps the {@value #MOST} keys that failed last, about 2 MB: who wants to push one out must
 * fail that often from that many places, and each try costs a turn of the password hasher. One lock guards all.
 */
final class BackOff {
    static final int MOST = 10_000;

    private final BackOffRule rule;
    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>();

    BackOff(BackOffRule rule, Clock clock) {
        this.rule = rule;
        this.clock = clock;
    }

    /** Takes back what was kept over a restart. */
    synchronized void restore(Map<String, Failures> kept) {
        byKey.putAll(kept);
    }

    synchronized Optional<Duration> heldOff(String key) {
        var failures = byKey.get(key);
        return failures == null ? Optional.empty() : rule.remaining(failures, clock.instant());
    }

    synchronized Failures failed(String key) {
        var next = rule.next(Optional.ofNullable(byKey.remove(key)), clock.instant());
        byKey.put(key, next);
        if (byKey.size() > MOST) {
            var oldest = byKey.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return next;
    }

    synchronized void clear(Predicate<String> keys) {
        byKey.keySet().removeIf(keys);
    }

    synchronized void clear(String key) {
        byKey.remove(key);
    }

    /** How many are held off now. */
    synchronized int heldOffCount() {
        var now = clock.instant();
        return (int) byKey.values().stream().filter(failures -> rule.remaining(failures, now).isPresent()).count();
    }

    synchronized int size() {
        return byKey.size();
    }
}
