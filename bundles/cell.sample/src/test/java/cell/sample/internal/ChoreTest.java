package cell.sample.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import org.junit.jupiter.api.Test;

class ChoreTest {
    @Test
    void isReadFromADayAndWords() {
        assertEquals(new Chore(DayOfWeek.THURSDAY, "glass bin"), Chore.parse("  Thu   glass bin "));
    }

    @Test
    void saysWhichDaysThereAre() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Chore.parse("thursday glass bin"));
        assertTrue(failure.getMessage().contains("use mon, tue"), failure.getMessage());
    }

    @Test
    void refusesADayWithNothingToDo() {
        assertThrows(IllegalArgumentException.class, () -> Chore.parse("thu"));
        assertThrows(IllegalArgumentException.class, () -> Chore.parse(""));
    }

    @Test
    void refusesAStory() {
        assertThrows(IllegalArgumentException.class, () -> new Chore(DayOfWeek.MONDAY, "x".repeat(81)));
    }
}
