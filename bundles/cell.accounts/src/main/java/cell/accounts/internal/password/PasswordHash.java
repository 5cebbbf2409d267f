package cell.accounts.internal.password;

import java.util.Base64;
import java.util.regex.Pattern;

/** A stored hash in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>}, base64 without padding. */
record PasswordHash(Argon2Cost cost, byte[] salt, byte[] tag) {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

    /**
     * Reads a stored hash.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    static PasswordHash parse(String text) {
        var match = PHC.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a stored password hash is not an Argon2id PHC string");
        }
        var cost = new Argon2Cost(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
        var base64 = Base64.getDecoder();
        return new PasswordHash(cost, base64.decode(match.group(4)), base64.decode(match.group(5)));
    }

    /** The PHC string. */
    String text() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }

    @Override
    public String toString() {
        return "PasswordHash[" + cost + "]";
    }
}
