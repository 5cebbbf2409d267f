package cell.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.health.ServiceStatus;
import cell.api.health.ServiceStatus.Level;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceViewsTest {
    @Test
    void theContractsServicesAreAlwaysThereAndDoNotDegrade() {
        var views = ServiceViews.of(List.of());
        assertEquals(List.of("network", "wireguard", "email", "calendar", "files", "routing", "vault"), List.copyOf(views.keySet()));
        assertTrue(views.values().stream().noneMatch(ServiceView::isMissed));
        assertEquals(false, views.get("network").full().get("dns_running"));
        assertEquals(0L, views.get("wireguard").full().get("peers_count"));
    }

    @Test
    void aGroupIsAsWellAsTheWorstOfThoseThatAreRequired() {
        var network = ServiceViews.of(List.of(
                        ServiceStatus.online("dns").inGroup("network"),
                        ServiceStatus.degraded("ntp", "no upstream").inGroup("network"),
                        ServiceStatus.offline("dhcp", "no privilege").inGroup("network").optional()))
                .get("network");
        assertEquals(Level.DEGRADED, network.status().level());
        assertEquals("ntp: no upstream", network.status().reason().orElseThrow());
        assertEquals(true, network.full().get("dns_running"));
        assertEquals(false, network.full().get("dhcp_running"));
        assertTrue(network.isMissed());
    }

    @Test
    void aGroupThatNobodyRequiresDoesNotDegrade() {
        var network = ServiceViews.of(List.of(ServiceStatus.offline("dhcp", "no privilege").inGroup("network").optional())).get("network");
        assertFalse(network.isMissed());
        assertEquals(Level.OFFLINE, network.status().level());
    }

    @Test
    void aServicesOwnFactCannotHideItsStatus() {
        var views = ServiceViews.of(List.of(ServiceStatus.online("dns").with("status", "lie").with("at", Instant.EPOCH)));
        assertEquals("online", views.get("dns").full().get("status"));
        assertEquals("1970-01-01T00:00:00Z", views.get("dns").full().get("at"));
    }
}
