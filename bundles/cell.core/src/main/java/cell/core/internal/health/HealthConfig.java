package cell.core.internal.health;

/** PID {@code cell.health}: the history of the cell's health. */
public @interface HealthConfig {
    /** How often an entry is written when nothing changes, 1 to 86,400 seconds. */
    int history__seconds() default 60;

    /** How many entries are kept, 10 to 1,000,000. */
    int history__entries() default 10_000;

    /** For how many days an entry is kept, 1 to 3,650. */
    int history__days() default 30;
}
