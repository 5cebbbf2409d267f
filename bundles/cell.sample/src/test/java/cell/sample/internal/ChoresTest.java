package cell.sample.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.error.CellException;
import cell.api.health.ServiceStatus.Level;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ChoresTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    private final Chores chores = new Chores(Version.parseVersion("1.2.3"), config("mon paper bin, thu glass bin, mon water the plants,"), CLOCK);

    @Test
    void tellsTodaysInTheOrderOfTheFile() {
        assertEquals(List.of("paper bin", "water the plants"), new SampleResource(chores).chores(null).chores());
        assertEquals(MONDAY, new SampleResource(chores).chores(null).date());
    }

    @Test
    void tellsThoseOfAnotherDay() {
        assertEquals(List.of("glass bin"), new SampleResource(chores).chores("2026-11-26").chores());
        assertEquals(List.of(), chores.on(Optional.of(MONDAY.plusDays(1))));
    }

    @Test
    void refusesWhatIsNoDateByName() {
        var refused = assertThrows(CellException.class, () -> new SampleResource(chores).chores("tomorrow"));
        assertEquals("date", refused.details().get(0).field());
    }

    @Test
    void followsAChangedFile() {
        chores.modified(config("tue compost"));
        assertEquals(1, chores.count());
    }

    @Test
    void keepsTheLastOnesWhenTheNewAreBadAndSaysSo() {
        var health = new SampleHealth(chores);
        assertEquals(Level.ONLINE, health.status().level());
        chores.modified(config("someday compost"));
        assertEquals(3, chores.count());
        assertEquals(Level.DEGRADED, health.status().level());
        assertTrue(health.status().reason().orElseThrow().contains("'someday' is no day"));
        chores.modified(config("tue compost"));
        assertEquals(Level.ONLINE, health.status().level());
    }

    private static SampleConfig config(String chores) {
        return new SampleConfig() {
            @Override
            public String chores() {
                return chores;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SampleConfig.class;
            }
        };
    }
}
