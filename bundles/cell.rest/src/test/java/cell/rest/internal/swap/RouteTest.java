package cell.rest.internal.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class RouteTest {
    private static final long LONG_ENOUGH = Duration.ofSeconds(60).toNanos();

    private final Bundle bundle = bundle();
    private final Routes routes = new Routes();

    /** A bundle that is nothing but itself. */
    private static Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, args) -> method.getName().equals("equals") ? proxy == args[0] : Bundle.ACTIVE);
    }

    private String base(String path) {
        return routes.find(path).map(Route::base).orElse("none");
    }

    @Test
    void theLongestPathWins() {
        routes.add("/api", bundle);
        routes.add("/api/dns", bundle());
        assertEquals("/api/dns", base("/api/dns/records"));
        assertEquals("/api/dns", base("/api/dns"));
        assertEquals("/api", base("/api/dnssec"));
        assertEquals("none", base("/apis"));
    }

    @Test
    void aClosedRouteStaysWhenItsBundleComesAgain() {
        routes.add("/api/dns", bundle);
        var route = routes.find("/api/dns").orElseThrow();
        route.close(LONG_ENOUGH);
        routes.add("/api/dns", bundle);
        assertEquals(1, routes.all().size());
        assertTrue(routes.find("/api/dns").orElseThrow().isClosed());
    }

    @Test
    void whoeverIsInsideIsSeenAndWhoeverComesLaterIsNot() {
        var route = new Route("/api/dns", bundle);
        assertNull(route.enter());
        route.close(LONG_ENOUGH);
        assertEquals(1, route.inside());
        assertNotNull(route.enter());
        assertEquals(1, route.inside());
        route.leave();
        assertEquals(0, route.inside());
    }

    @Test
    void whoWaitsGoesOnWhenTheRouteOpensOrIsRemoved() throws InterruptedException {
        routes.add("/api/dns", bundle);
        var route = routes.find("/api/dns").orElseThrow();
        route.close(LONG_ENOUGH);
        var closing = route.enter();
        routes.remove(route);
        assertTrue(closing.await());
        assertEquals("none", base("/api/dns"));
    }

    @Test
    void nobodyWaitsLongerThanTheLimit() throws InterruptedException {
        var route = new Route("/api/dns", bundle);
        route.close(0);
        assertTrue(route.isLate());
        assertFalse(route.enter().await());
    }

    @Test
    void itComesOnlyAfterItsBundleStartedAnew() {
        var route = new Route("/api/dns", bundle);
        route.bundleStarted();
        route.close(LONG_ENOUGH);
        assertFalse(route.isComing());
        route.bundleStarted();
        assertTrue(route.isComing());
        route.open();
        assertFalse(route.isComing());
    }
}
