package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a command says when it cannot do its work. */
final class Sentences {
    private Sentences() {}

    /** One line on standard error that begins with these words, nothing on standard output, and exit code 2. */
    static void assertOne(String words, CellCommand.Result result) {
        assertEquals(2, result.code(), result.toString());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("cell: " + words), result.err());
        assertTrue(result.err().endsWith(".\n"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }
}
