package cell.rest.internal.swap;

/** PID {@code cell.rest}: how requests to a service that is being replaced are treated. */
@interface SwapConfig {
    /** How long they wait for it to come back, 0 to 60. */
    int swap__wait__seconds() default 5;

    /** How long its stop waits for requests that are inside, 0 to 60. */
    int swap__drain__seconds() default 2;

    /** How many may wait at a time, so that the other services keep their threads, 0 to 10000; further ones are refused at once. */
    int swap__waiting__max() default 64;
}
