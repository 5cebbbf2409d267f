package cell.accounts.internal.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a short while which credentials were right, because checking one costs about 90 ms and a DAV client sends it with
 * every request. Keeps no password: only an HMAC under a random key that lives and dies with this object. One lock guards all.
 */
public final class VerifiedCredentials {
    /** How long one is remembered. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** How many are remembered; the oldest goes first. */
    public static final int MOST = 1_000;

    private static final String HMAC = "HmacSHA256";

    private record Entry(String username, Instant since) {}

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long epoch;

    public VerifiedCredentials(Clock clock) {
        this.clock = clock;
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, HMAC);
    }

    /** Counts the changes. Who reads a hash to check a credential asks for this before. */
    public synchronized long epoch() {
        return epoch;
    }

    /** Remembers a credential, unless anything changed since that epoch: what was checked may be out of date then. */
    public synchronized void remember(String service, String username, String password, long since) {
        if (since != epoch) {
            return;
        }
        entries.put(tag(service, username, password), new Entry(username, clock.instant()));
        if (entries.size() > MOST) {
            Iterator<String> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    public synchronized boolean knows(String service, String username, String password) {
        var now = clock.instant();
        // A clock that was set back must not make an entry live longer.
        entries.values().removeIf(entry -> !now.isBefore(entry.since().plus(LIFETIME)) || now.isBefore(entry.since()));
        return entries.containsKey(tag(service, username, password));
    }

    /** Forgets all of a person, because something about this person changed. */
    public synchronized void drop(String username) {
        epoch++;
        entries.values().removeIf(entry -> entry.username().equals(username));
    }

    synchronized int size() {
        return entries.size();
    }

    private String tag(String service, String username, String password) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((service + '\0' + username + '\0').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
