package cell.core.internal.net;

/** PID {@code cell.net}. */
public @interface NetConfig {
    /** What {@code namespace} says for a namespace that the cell makes and removes itself. */
    String AUTO = "auto";

    /**
     * {@code auto} for a network namespace of the cell's own, named {@code cell} or, with a port offset N, {@code cell-N}; a name for
     * that one, which stays when it was there before; empty for none.
     */
    String namespace() default AUTO;
}
