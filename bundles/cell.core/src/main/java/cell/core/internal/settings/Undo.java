package cell.core.internal.settings;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back from a change that is half done. */
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    /** Takes one thing back. */
    interface Step {
        void run() throws IOException;
    }

    /** Notes how to take back what was just done. */
    void push(Step step) {
        steps.push(step);
    }

    /** Takes all back, latest first. A step that fails is logged and does not stop the others. */
    void run() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (IOException | RuntimeException e) {
                LOG.error("A part of a refused change of the settings could not be taken back", e);
            }
        }
    }
}
