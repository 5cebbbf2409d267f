package cell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void theHomeIsInsideTheCheckoutWhenNoneIsNamed() throws LaunchException {
        var options = Options.parse("--root", "/opt/cell", "--lib", "/opt/cell/runtime/lib");
        assertEquals(Path.of("/opt/cell/config.d"), options.home().config());
        assertEquals(Path.of("/opt/cell/runtime/deploy"), options.home().deploy());
        assertEquals(0, options.portOffset());
    }

    @Test
    void aHomeHoldsAllFolders() throws LaunchException {
        var options = Options.parse("--root", "/r", "--lib", "/l", "--home", "/h/x/..", "--port-offset", "00100", "--started", "5", "--once");
        assertEquals(Path.of("/h/config.d"), options.home().config());
        assertEquals(Path.of("/h/data/osgi"), options.home().bundleCache());
        assertEquals(100, options.portOffset());
        assertEquals(5, options.startedMillis());
        assertTrue(options.once());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "30001", "99999", "100000", "x", "", "1 "})
    void anOffsetOutsideItsRangeIsRefused(String offset) {
        var message = refused("--root", "/r", "--lib", "/l", "--port-offset", offset);
        assertEquals("--port-offset takes a number from 0 to 30000.", message);
    }

    @Test
    void slipsAreToldInASentence() {
        assertEquals("Unknown option --hom; see runtime/bin/cell help.", refused("--hom", "/x"));
        assertEquals("--home takes a value; see runtime/bin/cell help.", refused("--home"));
        assertEquals("Start the cell with runtime/bin/cell run.", refused("--root", "/r"));
        assertEquals("--started takes milliseconds since 1970.", refused("--started", "soon"));
        assertTrue(refused("--root", "/r", "--lib", "/l", "--home", "/a,b").contains("has a comma in its name"));
    }

    private static String refused(String... args) {
        return assertThrows(LaunchException.class, () -> Options.parse(args)).getMessage();
    }
}
