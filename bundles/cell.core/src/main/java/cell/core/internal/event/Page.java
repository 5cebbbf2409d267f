package cell.core.internal.event;

import java.util.List;

/**
 * Some entries, and where to go on.
 *
 * @param entries in order
 * @param anchor the last entry that was dropped: what is before it cannot be had
 * @param next the number after which to go on
 */
record Page(List<Entry> entries, Head anchor, long next) {
    Page {
        entries = List.copyOf(entries);
    }

    /** When there is more, it goes on after the last of these; else after all that was looked at. */
    static Page of(List<Entry> entries, Head anchor, Head head, boolean more) {
        return new Page(entries, anchor, more ? entries.get(entries.size() - 1).number() : head.number());
    }
}
