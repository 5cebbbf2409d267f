package cell.api.net;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain name in lower case without the final dot: labels of letters, digits and inner hyphens (RFC 1123), at most 253 characters.
 *
 * @param text the name, for example {@code home.arpa}
 */
public record DomainName(String text) {
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public DomainName {
        if (!NAME.matcher(text).matches() || text.matches("[0-9.]+")) {
            throw new IllegalArgumentException("not a domain name such as home.arpa");
        }
    }

    /**
     * Reads a name in any case, with or without the final dot.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static DomainName parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return new DomainName(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
    }

    @Override
    public String toString() {
        return text;
    }
}
