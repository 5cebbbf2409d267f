package cell.deploy.internal;

import org.osgi.framework.Bundle;

/**
 * A bundle that is watched.
 *
 * @param file its file's name
 * @param kind what it has to prove
 * @param fallback puts the last good one back
 * @param sinceNanos when it was started, or when it began to be in trouble
 * @param judged whether a first verdict was given
 * @param well whether it did its work when it was last looked at
 */
record Trial(String file, Bundle bundle, Kind kind, Fallback fallback, long sinceNanos, boolean judged, boolean well) {
    /** What has to prove itself. */
    enum Kind {
        /** The first of its name: stays, whatever becomes of it. */
        NEW,
        /** Takes another's place, and loses it when it does no better. */
        REPLACEMENT,
        /** The last good one, put back. */
        RESTORED,
        /** Was there when the cell started. */
        KEPT
    }

    /** What to do with a replacement that failed. */
    @FunctionalInterface
    interface Fallback {
        /** Whether the last good one is on its way back. */
        boolean restore(String reason);
    }

    static Trial begun(String file, Bundle bundle, Kind kind, Fallback fallback) {
        return new Trial(file, bundle, kind, fallback, System.nanoTime(), false, false);
    }

    /** The same, with its time counted from now. */
    Trial restarted() {
        return new Trial(file, bundle, kind, fallback, System.nanoTime(), judged, false);
    }

    Trial found(boolean doesItsWork) {
        return new Trial(file, bundle, kind, fallback, sinceNanos, true, doesItsWork);
    }

    long ageNanos() {
        return System.nanoTime() - sinceNanos;
    }
}
