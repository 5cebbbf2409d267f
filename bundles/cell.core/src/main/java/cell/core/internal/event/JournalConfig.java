package cell.core.internal.event;

/** PID {@code cell.events}: the journal and those who follow it. */
public @interface JournalConfig {
    /** How many entries are kept, 1,000 to 10,000,000. */
    int keep__entries() default 100_000;

    /** For how many days an entry is kept, 1 to 36,500. */
    int keep__days() default 365;

    /** How many may follow {@code /events} at once, 1 to 10,000. */
    int followers() default 1_000;

    /** How often a follower hears something when nothing happens, 1 to 300 seconds. */
    int heartbeat__seconds() default 15;

    /** After how long a follower that takes nothing is cut, 1 to 3,600 seconds. */
    int stalled__seconds() default 60;
}
