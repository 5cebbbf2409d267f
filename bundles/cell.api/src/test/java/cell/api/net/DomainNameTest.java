package cell.api.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"cell.local", "home.arpa", "a", "xn--mnchen-3ya.de", "3com.com", "a-b.c"})
    void aDomainReadsAsItIsWritten(String text) {
        assertEquals(text, DomainName.parse(text).text());
    }

    @Test
    void caseAndTheFinalDotMakeNoDifference() {
        assertEquals(new DomainName("home.arpa"), DomainName.parse("Home.ARPA."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "-a.b", "a-.b", "a_b.c", "a b", "münchen.de", "10.0.0.1", "a.b;rm", "a\n.b"})
    void whatIsNoDomainIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DomainName.parse(text));
    }

    @Test
    void labelsEndAt63AndNamesAt253() {
        assertEquals(63, DomainName.parse("a".repeat(63)).text().length());
        assertThrows(IllegalArgumentException.class, () -> DomainName.parse("a".repeat(64)));
        var longest = "a".repeat(61) + ("." + "b".repeat(63)).repeat(3);
        assertEquals(253, DomainName.parse(longest).text().length());
        assertThrows(IllegalArgumentException.class, () -> DomainName.parse("a" + longest));
    }
}
