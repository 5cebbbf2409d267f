package cell.launcher;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a feature needs of the operating system, from its extension {@code cell-system}. The command {@code cell} reads the same lines
 * and installs what is missing; here they are only checked, so that a slip of the pen is told instead of passed over.
 *
 * @param packages Debian packages
 * @param tools the programs that these packages bring: when all are there, nothing is installed
 */
record SystemNeeds(List<String> packages, List<String> tools) {
    /** The extension's key in the Sling feature format; optional, so that other readers of that format pass it over. */
    static final String EXTENSION = "cell-system:JSON|optional";

    static final SystemNeeds NONE = new SystemNeeds(List.of(), List.of());

    /** Debian policy, section 5.6.1. */
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");

    static SystemNeeds of(Object extension) throws LaunchException {
        if (extension == null) {
            return NONE;
        }
        if (extension instanceof Map<?, ?> fields && fields.keySet().equals(java.util.Set.of("packages", "tools"))) {
            return new SystemNeeds(names(fields.get("packages"), PACKAGE), names(fields.get("tools"), TOOL));
        }
        throw new LaunchException(EXTENSION + " takes {\"packages\": [...], \"tools\": [...]}");
    }

    private static List<String> names(Object value, Pattern pattern) throws LaunchException {
        if (value instanceof List<?> entries && !entries.isEmpty()
                && entries.stream().allMatch(entry -> entry instanceof String text && pattern.matcher(text).matches())) {
            return entries.stream().map(String.class::cast).toList();
        }
        throw new LaunchException(EXTENSION + " takes lists of names, where it says " + value);
    }
}
