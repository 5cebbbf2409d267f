package cell.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import cell.core.internal.Await;
import cell.core.internal.event.FakeStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Map<String, ServiceView> services(ServiceStatus... statuses) {
        return ServiceViews.of(List.of(statuses));
    }

    @Test
    void anEntryComesEachMinuteAndOnEachChange() {
        var keeper = new HistoryKeeper(MINUTE, Map.of());
        assertTrue(keeper.seen(services(ServiceStatus.online("dns")), NOON).isPresent());
        assertTrue(keeper.seen(services(ServiceStatus.online("dns")), NOON.plusSeconds(1)).isEmpty());
        var worse = keeper.seen(services(ServiceStatus.degraded("dns", "slow")), NOON.plusSeconds(2)).orElseThrow();
        assertEquals("slow", worse.alerts().get(0).reason().orElseThrow());
        var better = keeper.seen(services(ServiceStatus.online("dns")), NOON.plusSeconds(3)).orElseThrow();
        assertTrue(better.alerts().get(0).isRecovery());
        assertTrue(keeper.seen(services(ServiceStatus.online("dns")), NOON.plusSeconds(63)).isPresent());
    }

    @Test
    void aBundleThatIsReplacedOrInstalledRaisesNoAlert() {
        var keeper = new HistoryKeeper(MINUTE, Map.of());
        keeper.seen(services(), NOON);
        assertTrue(keeper.seen(services(ServiceStatus.online("email")), NOON.plusSeconds(1)).orElseThrow().alerts().isEmpty());
        assertTrue(keeper.seen(services(), NOON.plusSeconds(2)).isEmpty());
        assertTrue(keeper.seen(services(ServiceStatus.online("email")), NOON.plusSeconds(4)).isEmpty());
        assertTrue(keeper.seen(services(), NOON.plusSeconds(5)).isEmpty());
        var gone = keeper.seen(services(), NOON.plusSeconds(11)).orElseThrow();
        assertEquals(Level.OFFLINE, gone.levels().get("email"));
        assertTrue(gone.alerts().isEmpty());
    }

    @Test
    void whatIsNotWantedRaisesNoAlert() {
        var keeper = new HistoryKeeper(MINUTE, Map.of());
        keeper.seen(services(ServiceStatus.online("dns")), NOON);
        var entry = keeper.seen(services(ServiceStatus.offline("dns", "switched off").optional()), NOON.plusSeconds(1)).orElseThrow();
        assertTrue(entry.alerts().isEmpty());
    }

    @Test
    void itSurvivesARestartAndTellsWhatChangedMeanwhile(@TempDir Path folder) throws Exception {
        var told = new ArrayList<String>();
        write(folder, NOON, told, ServiceStatus.online("dns"));
        write(folder, NOON.plusSeconds(100), told, ServiceStatus.offline("dns", "port 53 is taken"));
        assertEquals(List.of("cell/dns/health/WORSENED"), told);
    }

    private static void write(Path folder, Instant now, List<String> told, ServiceStatus status) throws Exception {
        var settings = new HistorySettings(MINUTE, 10, Duration.ofDays(1));
        var history = new HealthHistory(new FakeStore(folder), new Collecting(told), settings, Clock.fixed(now, ZoneOffset.UTC));
        try {
            history.seen(services(status));
            Await.until("it is written", () -> !history.since(now.minusMillis(1), 1).isEmpty());
        } finally {
            history.close();
        }
    }

    private record Collecting(List<String> told) implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            told.add(event.getTopic());
        }

        @Override
        public void sendEvent(Event event) {
            told.add(event.getTopic());
        }
    }
}
