package cell.core.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What waits to be written. Whoever offers never waits: when it is full, what comes is counted and lost. Safe for any number of threads. */
final class NewsQueue {
    private static final News WAKE = new News("wake", "{}");

    private final BlockingQueue<News> waiting;
    private final AtomicLong lost = new AtomicLong();

    NewsQueue(int capacity) {
        waiting = new ArrayBlockingQueue<>(capacity);
    }

    boolean offer(News news) {
        if (waiting.offer(news)) {
            return true;
        }
        lost.incrementAndGet();
        return false;
    }

    /** Lets the one that waits go on without news. */
    void wake() {
        waiting.offer(WAKE);
    }

    /** Waits for at least one, or to be woken, and takes up to {@code most}. */
    List<News> take(int most) throws InterruptedException {
        List<News> batch = new ArrayList<>();
        batch.add(waiting.take());
        waiting.drainTo(batch, most - 1);
        batch.removeIf(news -> news == WAKE);
        return batch;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How many were lost since this was asked last. */
    long takeLost() {
        return lost.getAndSet(0);
    }
}
