package cell.core.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CfgTextTest {
    @Test
    void keepsCommentsOrderAndUnknownLines() {
        var text = new CfgText("# mine\n\n! also mine\ndomain = a.b\n  # indented, ends in a backslash \\\nunknown: 1\ncell_name=x\n");
        assertEquals("# mine\n\n! also mine\ndomain=c.d\n  # indented, ends in a backslash \\\nunknown: 1\ncell_name=x\n",
                text.with(Map.of("domain", "c.d")).text());
    }

    @Test
    void putsANewKeyAtTheEndAlsoAfterALineWithoutAnEnd() {
        assertEquals("a=1\nb=2\n", new CfgText("a=1").with(Map.of("b", "2")).text());
        assertEquals("b=2\n", CfgText.EMPTY.with(Map.of("b", "2")).text());
    }

    @Test
    void replacesAnEntryThatGoesOnOverSeveralLines() {
        var text = new CfgText("cell_name=a \\\n  long \\\\\\\n  name\ndomain=x\n");
        assertEquals("cell_name=short\ndomain=x\n", text.with(Map.of("cell_name", "short")).text());
    }

    @Test
    void replacesTheLineThatCountsWhenAKeyStandsTwice() {
        var changed = new CfgText("a=1\na=2\n").with(Map.of("a", "3"));
        assertEquals("a=1\na=3\n", changed.text());
        assertEquals("3", changed.values().get("a"));
    }

    @Test
    void understandsLineEndsOfWindows() {
        assertEquals("# c\r\na=3\nb=2\r\n", new CfgText("# c\r\na=1\r\nb=2\r\n").with(Map.of("a", "3")).text());
    }

    @Test
    void keepsALineThatCannotBeRead() {
        var text = new CfgText("x=\\u12\na=1\n");
        assertThrows(IllegalArgumentException.class, text::values);
        assertEquals("x=\\u12\na=2\n", text.with(Map.of("a", "2")).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", " a", "=a", ":a", "#a", "!", "\\", "a\\", "\\\\n", "ü🏠", "a\tb", "${user.home}", "a = b"})
    void readsBackWhatItWrote(String value) {
        assertEquals(value, new CfgText("# c\n").with(Map.of("k", value)).values().get("k"));
    }
}
