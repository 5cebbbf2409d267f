package cell.accounts.internal;

import java.util.concurrent.CountDownLatch;

/** Counts the points that the work passes once armed, and stops for ever at a chosen one, after saying so. */
final class StopPoint {
    static final String REACHED = "REACHED ";
    static final String DONE = "DONE";

    private final int target;
    private boolean armed;
    private int passed;

    StopPoint(int target) {
        this.target = target;
    }

    synchronized void arm() {
        armed = true;
    }

    synchronized void pass(String name) {
        if (armed && ++passed == target) {
            System.out.println(REACHED + name);
            System.out.flush();
            waitToBeKilled();
        }
    }

    private static void waitToBeKilled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
