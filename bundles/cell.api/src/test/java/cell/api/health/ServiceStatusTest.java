package cell.api.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceStatusTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "DNS", "timestamp", "services", "config", "1dns", "dns ", "a/b", "abcdefghijklmnopqrstuvwxyzabcdefg"})
    void wordsOfTheApiAndMalformedNamesAreNoServices(String name) {
        assertThrows(IllegalArgumentException.class, () -> ServiceStatus.online(name));
    }

    @Test
    void whatIsSaidStepByStepStaysTogetherInOrder() {
        var status = ServiceStatus.degraded("dns", "an upstream is silent").inGroup("network").with("zones_count", 2).with("records_count", 15);
        assertEquals(Optional.of("network"), status.group());
        assertEquals(List.of("zones_count", "records_count"), new ArrayList<>(status.details().keySet()));
        assertEquals("degraded", status.level().word());
        assertFalse(status.optional().required());
    }

    @Test
    void detailsCannotBeChangedFromOutside() {
        var status = ServiceStatus.online("dns").with("zones_count", 2);
        assertThrows(UnsupportedOperationException.class, () -> status.details().put("x", 1));
    }
}
