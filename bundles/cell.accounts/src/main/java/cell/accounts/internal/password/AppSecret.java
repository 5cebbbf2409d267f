package cell.accounts.internal.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of an app password: seven groups of four out of 32 letters and digits that cannot be taken for each other, 140 random bits.
 *
 * <p>It is stored as a plain SHA-256. Argon2 makes guessing slow, which a password that a person thought up needs; nobody guesses 140
 * random bits however fast (2^139 tries on average), and a fast hash lets devices in at once, also while log-ins are held off.
 */
public final class AppSecret {
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 7;
    private static final int GROUP = 4;
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{" + GROUPS * GROUP + "}");

    private final String letters;

    private AppSecret(String letters) {
        this.letters = letters;
    }

    public static AppSecret random(SecureRandom random) {
        var letters = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new AppSecret(letters.toString());
    }

    /** What somebody typed, in any case, with or without hyphens and spaces; empty when it cannot be an app password. */
    public static Optional<AppSecret> typed(String text) {
        if (text == null || text.length() > 4 * GROUPS * GROUP) {
            return Optional.empty();
        }
        var letters = text.replace("-", "").replace(" ", "").toLowerCase(Locale.ROOT);
        return SHAPE.matcher(letters).matches() ? Optional.of(new AppSecret(letters)) : Optional.empty();
    }

    /** For the person to read, this once. */
    public String reveal() {
        return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** For the store. */
    public String hash() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(("cell app password\0" + letters).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AppSecret";
    }
}
