package cell.api.event;

import java.util.regex.Pattern;

/** EventAdmin topics of the cell: {@code cell/<service>/<noun>/<FACT>}, for example {@code cell/dns/record/ADDED}. */
public final class Topics {
    /** Everything that the cell says. */
    public static final String ALL = "cell/*";

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern FACT = Pattern.compile("[A-Z][A-Z_]{0,31}");

    private Topics() {}

    /**
     * A topic.
     *
     * @param service the service's name
     * @param noun what it is about, in the singular
     * @param fact what happened to it, in the past tense and in capitals
     */
    public static String of(String service, String noun, String fact) {
        if (!WORD.matcher(service).matches() || !WORD.matcher(noun).matches() || !FACT.matcher(fact).matches()) {
            throw new IllegalArgumentException("not a topic: " + service + ", " + noun + ", " + fact);
        }
        return "cell/" + service + "/" + noun + "/" + fact;
    }
}
