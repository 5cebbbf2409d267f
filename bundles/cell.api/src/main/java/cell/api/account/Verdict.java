package cell.api.account;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a log-in.
 *
 * @param username who it is, present only when the password was right and the service is this person's
 * @param retryAfter how long this name and client are held off, present only when they tried too often
 */
public record Verdict(Optional<String> username, Optional<Duration> retryAfter) {
    public static Verdict accepted(String username) {
        return new Verdict(Optional.of(username), Optional.empty());
    }

    public static Verdict refused() {
        return new Verdict(Optional.empty(), Optional.empty());
    }

    public static Verdict heldOff(Duration retryAfter) {
        return new Verdict(Optional.empty(), Optional.of(retryAfter));
    }

    public boolean ok() {
        return username.isPresent();
    }
}
