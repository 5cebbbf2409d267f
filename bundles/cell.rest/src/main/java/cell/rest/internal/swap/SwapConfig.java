package cell.rest.internal.swap;

/** PID {@code cell.rest}: how requests to a service that is being replaced are treated. */
@interface SwapConfig {
    /** How long they wait for it to come back, 0 to 60. */
    int swap_wait_seconds() default 5;

    /** How long its stop waits for requests that are inside, 0 to 60. */
    int swap_drain_seconds() default 2;

    /** How many may wait at a time, so that the other services keep their threads, 0 to 10000; further ones are refused at once. */
    int swap_waiting_max() default 64;
}
