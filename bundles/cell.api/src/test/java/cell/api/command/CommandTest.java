package cell.api.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void aCommandWithoutANameOrWithANulIsNone() {
        assertThrows(IllegalArgumentException.class, Command::of);
        assertThrows(IllegalArgumentException.class, () -> Command.of("nft", "a\0b"));
    }

    @Test
    void limitsAreAboveZero() {
        assertThrows(IllegalArgumentException.class, () -> Command.of("nft").within(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Command.of("nft").keeping(0));
    }

    @Test
    void whatItReadsIsCopiedIn() {
        var input = new byte[] {1, 2};
        var command = Command.of("nft").reading(input);
        input[0] = 9;
        assertEquals(1, command.stdin()[0]);
    }
}
