package cell.rest.internal.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decides on a request target as it was sent, before anybody decodes it. What two readers could understand differently is refused:
 * absolute targets, dot segments in any spelling, empty segments, path parameters, an encoded slash, backslash or control character,
 * and bytes that are no UTF-8. Everything else may be part of a file's name: {@code 100%.txt} is asked for as {@code 100%25.txt} and
 * {@code a;b.txt} as {@code a%3Bb.txt} (RFC 3986, sections 2 and 3.3).
 */
final class PathRules {
    private static final int BAD_REQUEST = 400;

    private PathRules() {}

    /** Throws a {@link Refusal} unless the target is in origin form and clear. */
    static void check(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            throw refused("The request target must be a path that begins with a slash");
        }
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        boolean encoded = false;
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            encoded |= c == '%';
            if (c <= ' ' || c >= 0x7f || c == '\\' || c == ';' || c == '#') {
                throw refused("The path has a character that must be percent-encoded");
            }
            if (c == '/' && i + 1 < end && isUnclear(target, i + 1, end)) {
                throw refused("The path must have no empty and no dot segments");
            }
        }
        if (encoded) {
            checkDecoded(target.substring(1, end));
        }
        for (int i = target.indexOf('%', end); i >= 0; i = target.indexOf('%', i + 1)) {
            hexadecimal(target, i);
        }
    }

    private static boolean isUnclear(String target, int from, int end) {
        char c = target.charAt(from);
        return c == '/' || c == '.' && isDots(segment(target, from, end));
    }

    private static String segment(String target, int from, int end) {
        int slash = target.indexOf('/', from);
        return target.substring(from, slash < 0 || slash > end ? end : slash);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static void checkDecoded(String path) {
        for (var segment : path.split("/", -1)) {
            if (isDots(decode(segment))) {
                throw refused("The path must have no dot segments");
            }
        }
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        var bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                bytes.put(escaped(segment, i));
                i += 2;
            } else {
                bytes.put((byte) segment.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw refused("The path is not valid UTF-8");
        }
    }

    private static int hexadecimal(String text, int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(percent + 2), 16);
        if (low < 0) {
            throw refused("Two hexadecimal digits must follow each percent sign in the address");
        }
        return high << 4 | low;
    }

    private static byte escaped(String segment, int percent) {
        int value = hexadecimal(segment, percent);
        if (value < ' ' || value == 0x7f || value == '/' || value == '\\') {
            throw refused("The path has an encoded character that no name may have");
        }
        return (byte) value;
    }

    private static Refusal refused(String sentence) {
        return new Refusal(BAD_REQUEST, sentence);
    }
}
