package cell.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void aRangeIsToldAsAPersonWouldSayIt() {
        var filter = new FilterWords("(&(osgi.wiring.package=x.y)(version>=2.0.0)(!(version>=3.0.0)))");
        assertEquals(Optional.of("x.y"), filter.value("osgi.wiring.package"));
        assertEquals("2.0 or newer, older than 3.0", filter.versions());
    }

    @Test
    void aLowestVersionAnExactOneAndNone() {
        assertEquals("1.2.3 or newer", new FilterWords("(&(osgi.wiring.package=x.y)(version>=1.2.3))").versions());
        assertEquals("21", new FilterWords("(&(osgi.ee=JavaSE)(version=21))").versions());
        assertEquals("", new FilterWords("(osgi.wiring.package=x.y)").versions());
        assertEquals("2.0 or newer", new FilterWords("(&(osgi.wiring.bundle=b)(bundle-version>=2.0.0))").versions());
    }

    @Test
    void aTraceIsToldByItsDeepestCause() {
        assertEquals("no disk", FailureWords.ofTrace("""
                java.lang.reflect.InvocationTargetException
                \tat x.y(z)
                Caused by: java.lang.IllegalStateException: no disk
                \t... 3 more
                """));
    }

    @Test
    void aFailureWithoutWordsIsToldByItsKind() {
        assertEquals("it threw NullPointerException", FailureWords.of(new IllegalStateException(new NullPointerException())));
        assertEquals("the class x.Y is not there", FailureWords.of(new NoClassDefFoundError("x/Y")));
        assertEquals("it does not say why", FailureWords.ofTrace(""));
    }

    @Test
    void theNameOfAServiceIsTheBundlesWithoutTheHouse() {
        assertEquals("dns", Reports.serviceName("cell.dns"));
        assertEquals("com-acme-weather", Reports.serviceName("com.acme.Weather"));
        assertEquals("bundle-status", Reports.serviceName("status"));
        assertEquals(32, Reports.serviceName("com.acme.a.very.long.name.that.does.not.fit").length());
    }
}
