package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import java.util.List;

/**
 * What all contributors last said.
 *
 * @param statuses one a service, by name
 * @param problems contributors that are left out, and why
 * @param complete whether each has answered, or failed to, at least once
 */
record Snapshot(List<ServiceStatus> statuses, List<String> problems, boolean complete) {
    static final Snapshot NOTHING = new Snapshot(List.of(), List.of(), false);

    Snapshot {
        statuses = List.copyOf(statuses);
        problems = List.copyOf(problems);
    }
}
