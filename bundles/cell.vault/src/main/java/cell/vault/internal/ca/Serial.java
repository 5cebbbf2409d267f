package cell.vault.internal.ca;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A certificate's serial number: 128 random bits, never zero (RFC 5280 section 4.1.2.2 allows 20 octets).
 *
 * @param hex 32 lower case hexadecimal digits
 */
public record Serial(String hex) {
    private static final int BITS = 128;
    private static final int DIGITS = BITS / 4;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

    public Serial {
        if (!HEX.matcher(hex).matches() || new BigInteger(hex, 16).signum() == 0) {
            throw new IllegalArgumentException("not a serial number of " + DIGITS + " hexadecimal digits");
        }
    }

    public static Serial random(SecureRandom random) {
        var number = new BigInteger(BITS, random);
        return number.signum() == 0 ? random(random) : of(number);
    }

    /**
     * The serial number that stands in a certificate.
     *
     * @throws IllegalArgumentException when it is longer than ours are
     */
    public static Serial of(BigInteger number) {
        return new Serial(String.format(Locale.ROOT, "%0" + DIGITS + "x", number));
    }

    public BigInteger number() {
        return new BigInteger(hex, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
