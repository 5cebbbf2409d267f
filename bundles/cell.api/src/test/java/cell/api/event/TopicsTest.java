package cell.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void aTopicSaysServiceNounAndFact() {
        assertEquals("cell/dns/record/ADDED", Topics.of("dns", "record", "ADDED"));
    }

    @Test
    void nothingSlipsIntoATopic() {
        assertThrows(IllegalArgumentException.class, () -> Topics.of("dns/x", "record", "ADDED"));
        assertThrows(IllegalArgumentException.class, () -> Topics.of("dns", "record", "added"));
        assertThrows(IllegalArgumentException.class, () -> Topics.of("dns", "re*cord", "ADDED"));
    }
}
