package cell.core.internal.health;

import java.util.Optional;

/** A part of the kernel that can fail without being a service of its own. Registered as a service, inside this bundle only. */
@FunctionalInterface
public interface KernelPart {
    /**
     * What is wrong with a part of the kernel.
     *
     * @param broken whether the cell cannot do its work at all; else it works, but worse
     * @param reason one sentence that says what to do
     */
    record Problem(boolean broken, String reason) {}

    /** What is wrong with it now. Returns at once. */
    Optional<Problem> problem();
}
