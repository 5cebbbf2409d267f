package cell.core.internal.health;

import java.time.Duration;

/**
 * The configuration of the history, checked.
 *
 * @param every how often an entry is written when nothing changes
 * @param keepEntries how many are kept
 * @param keepFor for how long one is kept
 */
record HistorySettings(Duration every, int keepEntries, Duration keepFor) {
    static HistorySettings of(HealthConfig config) {
        return new HistorySettings(
                Duration.ofSeconds(within("history_seconds", config.history__seconds(), 1, 86_400)),
                within("history_entries", config.history__entries(), 10, 1_000_000),
                Duration.ofDays(within("history_days", config.history__days(), 1, 3_650)));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("cell.health: " + key + " is " + value + "; allowed is " + least + " to " + most);
        }
        return value;
    }
}
