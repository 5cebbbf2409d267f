package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.health.ServiceStatus.Level;
import cell.api.net.DomainName;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class EngineComponentTest {
    @TempDir
    Path folder;

    /** What is registered, and {@link #GONE} when it was taken back. */
    private final LinkedBlockingQueue<Object> registered = new LinkedBlockingQueue<>();

    private static final Object GONE = "gone";

    @Test
    void sqliteIsThereAtOnce() throws InterruptedException {
        var component = new EngineComponent(context(), settings(), config(""));
        assertInstanceOf(SqliteEngine.class, registered.poll());
        assertEquals(Level.ONLINE, component.status().level());
        component.close();
        assertEquals(GONE, registered.poll());
    }

    @Test
    void postgresIsThereOnceItsServerAnswers() throws Exception {
        try (var cluster = PostgresCluster.start()) {
            cluster.crash();
            var component = new EngineComponent(context(), settings(), config(cluster.url()));
            assertEquals(Level.OFFLINE, component.status().level());
            assertNull(registered.poll());
            cluster.up();
            assertInstanceOf(PostgresEngine.class, registered.poll(20, TimeUnit.SECONDS));
            assertEquals(Level.ONLINE, component.status().level());
            component.close();
            assertEquals(GONE, registered.poll());
        }
    }

    @Test
    void stopsWhileItWaits() throws InterruptedException {
        var component = new EngineComponent(context(), settings(), config("jdbc:postgresql://127.0.0.1:1/cell"));
        component.close();
        assertTrue(registered.isEmpty());
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("cell-state-postgresql")));
    }

    @Test
    void anAddressOfAnotherKindIsRefusedWithoutShowingIt() {
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> new EngineComponent(context(), settings(), config("mysql://me:secret@here/cell")));
        assertTrue(refusal.getMessage().contains("database_url") && !refusal.getMessage().contains("secret"), refusal.getMessage());
    }

    private BundleContext context() {
        var registration = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
            registered.add(GONE);
            return null;
        });
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
            registered.add(arguments[1]);
            return registration;
        });
    }

    private static StateConfig config(String url) {
        return new StateConfig() {
            @Override
            public String database__url() {
                return url;
            }

            @Override
            public String database__user() {
                return "postgres";
            }

            @Override
            public String database__password() {
                return "";
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return StateConfig.class;
            }
        };
    }

    private CellSettings settings() {
        return new CellSettings() {
            @Override
            public CellConfig current() {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<DomainName> formerDomains() {
                return List.of();
            }

            @Override
            public int portOffset() {
                return 0;
            }

            @Override
            public Path dataFolder(String service) {
                return folder;
            }
        };
    }
}
