package cell.sample.internal;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * Something to be done once a week. A value like this cannot be invalid: whoever holds one need not check it again.
 *
 * @param day when
 * @param what in the household's own words, 1 to 80 characters
 */
record Chore(DayOfWeek day, String what) {
    private static final int LONGEST = 80;
    private static final int DAY_LETTERS = 3;

    Chore {
        Objects.requireNonNull(day, "day");
        if (what.isBlank() || what.length() > LONGEST) {
            throw new IllegalArgumentException("what is to be done takes 1 to " + LONGEST + " characters");
        }
    }

    /** Reads {@code thu glass bin}: the first three letters of the day in English, then what is to be done. */
    static Chore parse(String text) {
        var words = text.strip().split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("'" + text.strip() + "' should be a day and what is to be done, such as 'thu glass bin'");
        }
        return new Chore(day(words[0]), words[1]);
    }

    private static DayOfWeek day(String word) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().substring(0, DAY_LETTERS).equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no day; use mon, tue, wed, thu, fri, sat or sun"));
    }
}
