package cell.vault.internal.ca;

import cell.api.net.DomainName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name that a certificate is for (RFC 5280 section 4.2.1.6).
 *
 * @param value in canonical form: a domain name in lower case, perhaps with {@code *.} before it; an IP address as Java prints it; an
 *     e-mail address with its domain in lower case
 */
public record SubjectName(Kind kind, String value) {
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final int LONGEST_LOCAL_PART = 64;

    /** Kinds of general names. */
    public enum Kind {
        DNS,
        IP,
        EMAIL
    }

    /**
     * Reads a name of any kind.
     *
     * @throws IllegalArgumentException when it is none; the message says what is allowed
     */
    public static SubjectName parse(String text) {
        if (text.indexOf('@') >= 0) {
            return email(text);
        }
        return IP.matcher(text).matches() ? ip(text) : dns(text);
    }

    /** A domain name; its first label may be {@code *}, standing for exactly one label (RFC 6125 section 6.4.3). */
    public static SubjectName dns(String text) {
        var wildcard = text.startsWith("*.");
        var name = DomainName.parse(wildcard ? text.substring(2) : text).text();
        if (wildcard && name.indexOf('.') < 0) {
            throw new IllegalArgumentException("a wildcard needs at least two labels after it");
        }
        return new SubjectName(Kind.DNS, wildcard ? "*." + name : name);
    }

    private static SubjectName ip(String text) {
        try {
            return new SubjectName(Kind.IP, InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address");
        }
    }

    private static SubjectName email(String text) {
        int at = text.lastIndexOf('@');
        var local = text.substring(0, at);
        if (local.length() > LONGEST_LOCAL_PART || !LOCAL_PART.matcher(local).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
        return new SubjectName(Kind.EMAIL, local + "@" + DomainName.parse(text.substring(at + 1).toLowerCase(Locale.ROOT)).text());
    }

    @Override
    public String toString() {
        return value;
    }
}
