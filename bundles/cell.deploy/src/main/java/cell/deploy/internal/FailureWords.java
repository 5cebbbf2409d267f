package cell.deploy.internal;

import java.util.regex.Pattern;

/** The message of what threw, without the names of classes. */
final class FailureWords {
    private static final Pattern THROWN = Pattern.compile("^(?:Caused by: )?((?:[\\w$]+\\.)*[\\w$]+)(?:: (.*))?$");
    private static final int LONGEST = 300;

    private FailureWords() {}

    /** From a printed stack trace: what its last cause says. */
    static String ofTrace(String trace) {
        if (trace == null || trace.isBlank()) {
            return "it does not say why";
        }
        var lines = trace.lines().toList();
        var words = ofLine(lines.get(0));
        for (var line : lines) {
            if (line.startsWith("Caused by: ")) {
                words = ofLine(line);
            }
        }
        return words;
    }

    /** What its deepest cause says. */
    static String of(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return ofLine(cause.toString().lines().findFirst().orElse(""));
    }

    private static String ofLine(String line) {
        var thrown = THROWN.matcher(line);
        if (!thrown.matches()) {
            return brief(line);
        }
        var name = thrown.group(1);
        var message = thrown.group(2);
        if (name.endsWith("ClassNotFoundException") || name.endsWith("NoClassDefFoundError")) {
            return "the class " + brief(String.valueOf(message).replace('/', '.')) + " is not there";
        }
        return message == null || message.isBlank() ? "it threw " + name.substring(name.lastIndexOf('.') + 1) : brief(message);
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
