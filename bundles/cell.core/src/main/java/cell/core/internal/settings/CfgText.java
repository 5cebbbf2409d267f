package cell.core.internal.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The text of a {@code .cfg} file, in the format of {@link Properties}, whose values can be changed while comments, order and all
 * other lines stay as somebody wrote them.
 */
record CfgText(String text) {
    static final CfgText EMPTY = new CfgText("");

    /**
     * The values by key.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    Map<String, String> values() {
        return load(text);
    }

    /** The same with other values. A key's last line is replaced, since that one counts; a new key goes to the end. */
    CfgText with(Map<String, String> changes) {
        var entries = entries();
        var missing = new LinkedHashMap<>(changes);
        for (int i = entries.size() - 1; i >= 0; i--) {
            var key = keyOf(entries.get(i));
            if (key != null && missing.containsKey(key)) {
                entries.set(i, line(key, missing.remove(key)));
            }
        }
        var result = new StringBuilder(String.join("", entries));
        if (!missing.isEmpty() && result.length() > 0 && result.charAt(result.length() - 1) != '\n') {
            result.append('\n');
        }
        missing.forEach((key, value) -> result.append(line(key, value)));
        return new CfgText(result.toString());
    }

    /** The text cut into logical lines: a comment, a blank, or an entry with the lines that continue it; each with its line end. */
    private List<String> entries() {
        var entries = new ArrayList<String>();
        var entry = new StringBuilder();
        for (var line : text.split("(?<=\n)")) {
            entry.append(line);
            boolean comment = entry.length() == line.length() && line.stripLeading().matches("(?s)[#!].*");
            if (comment || !isContinued(line)) {
                entries.add(entry.toString());
                entry.setLength(0);
            }
        }
        if (entry.length() > 0) {
            entries.add(entry.toString());
        }
        return entries;
    }

    private static boolean isContinued(String line) {
        var content = line.replaceFirst("\r?\n$", "");
        int end = content.length();
        while (end > 0 && content.charAt(end - 1) == '\\') {
            end--;
        }
        return (content.length() - end) % 2 == 1;
    }

    /** The key of a logical line, or null when it has none. */
    private static String keyOf(String entry) {
        try {
            var values = load(entry);
            return values.isEmpty() ? null : values.keySet().iterator().next();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String line(String key, String value) {
        var escaped = new StringBuilder();
        value.chars().forEach(character -> {
            if (character < ' ') {
                escaped.append(String.format("\\u%04x", character));
            } else if (character == '\\' || character == ' ' && escaped.length() == 0) {
                escaped.append('\\').append((char) character);
            } else {
                escaped.append((char) character);
            }
        });
        return key + "=" + escaped + "\n";
    }

    private static Map<String, String> load(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var values = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
