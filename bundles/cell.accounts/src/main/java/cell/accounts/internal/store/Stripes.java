package cell.accounts.internal.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One lock a name, out of a fixed number, so that made-up names take no memory. Two names may share one; nobody may hold two names at
 * once.
 */
public final class Stripes {
    private static final int COUNT = 256;

    private final ReentrantLock[] locks =
            IntStream.range(0, COUNT).mapToObj(i -> new ReentrantLock(true)).toArray(ReentrantLock[]::new);

    /** Does work alone among all with this name; empty when its turn did not come in time. */
    public <T> Optional<T> alone(String name, Duration patience, Supplier<T> work) {
        var lock = locks[Math.floorMod(name.hashCode(), COUNT)];
        if (!await(lock, patience)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lock.unlock();
        }
    }

    private static boolean await(ReentrantLock lock, Duration patience) {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
