package cell.core.internal.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The result of walking the whole chain.
 *
 * @param anchor the last entry that was dropped, where the walk began
 * @param head the last entry, as the head says
 * @param entries how many were right
 * @param fault the first that is wrong, and why; empty when the chain is whole
 */
record ChainCheck(Head anchor, Head head, long entries, Optional<Fault> fault) {
    /**
     * Where a chain is broken.
     *
     * @param number of the entry
     * @param reason in one sentence
     */
    record Fault(long number, String reason) {}

    /** Walks from the anchor to the head. {@code known}, when not null, is a head that somebody noted earlier. */
    static ChainCheck of(Connection connection, Head known) throws SQLException {
        var anchor = JournalTables.anchor(connection);
        var head = JournalTables.head(connection);
        var last = anchor;
        long entries = 0;
        boolean met = known == null || known.equals(anchor);
        try (var select = connection.prepareStatement("SELECT number, millis, topic, data, hash FROM entry ORDER BY number");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                var entry = JournalTables.entry(rows);
                if (!entry.follows(last)) {
                    var reason = entry.number() == last.number() + 1 ? "It was changed, or its hash was" : "Entries before it are missing";
                    return new ChainCheck(anchor, head, entries, Optional.of(new Fault(entry.number(), reason)));
                }
                last = entry.head();
                met |= last.equals(known);
                entries++;
            }
        }
        return new ChainCheck(anchor, head, entries, fault(last, head, known, met));
    }

    private static Optional<Fault> fault(Head last, Head head, Head known, boolean met) {
        if (!last.equals(head)) {
            return Optional.of(new Fault(last.number() + 1, "The end was cut off: the journal went to number " + head.number()));
        }
        if (!met) {
            return Optional.of(new Fault(known.number(), "It is not, or not any more, the entry with the hash that was given"));
        }
        return Optional.empty();
    }

    /** As the API shows it. */
    Map<String, Object> toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("valid", fault.isEmpty());
        body.put("entries", entries);
        body.put("head", mark(head));
        body.put("anchor", mark(anchor));
        fault.ifPresent(wrong -> {
            body.put("broken_at", wrong.number());
            body.put("reason", wrong.reason());
        });
        return body;
    }

    private static Map<String, Object> mark(Head head) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", head.number());
        fields.put("hash", head.hash());
        return fields;
    }
}
