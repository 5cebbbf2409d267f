package cell.rest.internal.swap;

import java.time.Duration;

/**
 * The validated limits of a swap.
 *
 * @param patience how long a request waits for a service that is being replaced
 * @param drain how long a stop waits for the requests that are inside
 * @param waiting how many requests may wait at a time
 */
record SwapLimits(Duration patience, Duration drain, int waiting) {
    private static final int LONGEST_SECONDS = 60;
    private static final int MOST_WAITING = 10_000;

    static SwapLimits of(SwapConfig config) {
        return new SwapLimits(
                Duration.ofSeconds(within("swap_wait_seconds", config.swap__wait__seconds(), LONGEST_SECONDS)),
                Duration.ofSeconds(within("swap_drain_seconds", config.swap__drain__seconds(), LONGEST_SECONDS)),
                within("swap_waiting_max", config.swap__waiting__max(), MOST_WAITING));
    }

    private static int within(String key, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(key + " is " + value + " and must be from 0 to " + most);
        }
        return value;
    }
}
