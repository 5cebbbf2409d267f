package cell.core.internal.event;

import java.time.Duration;

/**
 * The configuration, checked.
 *
 * @param keepEntries how many entries are kept
 * @param keepFor for how long an entry is kept
 * @param followers how many may follow at once
 * @param heartbeat how often a follower hears something
 * @param stalled after how long a follower that takes nothing is cut
 */
record JournalSettings(int keepEntries, Duration keepFor, int followers, Duration heartbeat, Duration stalled) {
    static JournalSettings of(JournalConfig config) {
        return new JournalSettings(
                within("keep_entries", config.keep__entries(), 1_000, 10_000_000),
                Duration.ofDays(within("keep_days", config.keep__days(), 1, 36_500)),
                within("followers", config.followers(), 1, 10_000),
                Duration.ofSeconds(within("heartbeat_seconds", config.heartbeat__seconds(), 1, 300)),
                Duration.ofSeconds(within("stalled_seconds", config.stalled__seconds(), 1, 3_600)));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("cell.events: " + key + " is " + value + "; allowed is " + least + " to " + most);
        }
        return value;
    }
}
