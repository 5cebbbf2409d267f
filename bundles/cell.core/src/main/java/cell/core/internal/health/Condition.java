package cell.core.internal.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the cell as a whole is.
 *
 * @param level healthy, degraded, starting or broken
 * @param reasons what is wrong, each one sentence; empty when healthy
 */
record Condition(Level level, List<String> reasons) {
    /** How well a cell is. */
    enum Level {
        HEALTHY(200),
        DEGRADED(200),
        STARTING(503),
        BROKEN(503);

        private final int httpStatus;

        Level(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        int httpStatus() {
            return httpStatus;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Condition {
        reasons = List.copyOf(reasons);
    }

    /** Weighs up what the kernel, the contributors and the services say once the cell has started. */
    static Condition of(List<KernelPart.Problem> kernel, Snapshot snapshot, Iterable<ServiceView> services) {
        var reasons = new ArrayList<String>();
        kernel.forEach(problem -> reasons.add(problem.reason()));
        for (var service : services) {
            if (service.isMissed()) {
                var status = service.status();
                reasons.add(status.service() + ": " + status.reason().orElse(status.level().word()));
            }
        }
        reasons.addAll(snapshot.problems());
        if (kernel.stream().anyMatch(KernelPart.Problem::broken)) {
            return new Condition(Level.BROKEN, reasons);
        }
        return new Condition(reasons.isEmpty() ? Level.HEALTHY : Level.DEGRADED, reasons);
    }

    static Condition starting(String what) {
        return new Condition(Level.STARTING, List.of(what));
    }
}
