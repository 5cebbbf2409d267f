package cell.deploy.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a requirement's filter (OSGi Core 8, 3.2.7) as a person would say it. */
final class FilterWords {
    private static final Pattern LOWEST = Pattern.compile("\\([\\w.-]*version>=([^)]+)\\)");
    private static final Pattern LIMIT = Pattern.compile("\\(!\\([\\w.-]*version>=([^)]+)\\)\\)");
    private static final Pattern EXACT = Pattern.compile("\\([\\w.-]*version=([^)]+)\\)");

    private final String filter;

    FilterWords(String filter) {
        this.filter = filter == null ? "" : filter;
    }

    /** The value that an attribute must have. */
    Optional<String> value(String attribute) {
        var matcher = Pattern.compile("\\(" + Pattern.quote(attribute) + "=([^)]+)\\)").matcher(filter);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The versions that would do, for example {@code 2.0 or newer, older than 3}; empty when any does. */
    String versions() {
        var words = new StringBuilder();
        var exact = EXACT.matcher(filter);
        if (exact.find()) {
            words.append(brief(exact.group(1)));
        }
        var limit = LIMIT.matcher(filter);
        var lowest = LOWEST.matcher(limit.replaceAll(""));
        if (lowest.find()) {
            words.append(brief(lowest.group(1))).append(" or newer");
        }
        if (limit.reset().find()) {
            words.append(words.length() == 0 ? "" : ", ").append("older than ").append(brief(limit.group(1)));
        }
        return words.toString();
    }

    private static String brief(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+)\\.0$", "$1");
    }
}
