package cell.core.internal.health;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The same services as Felix health checks, so that the Web Console shows them: one each, tagged {@code cell} and with its name. */
@Component(service = BoardListener.class, immediate = true)
public final class HealthChecks implements BoardListener {
    private final BundleContext context;
    private final Map<String, ServiceRegistration<HealthCheck>> checks = new HashMap<>();
    private final Map<String, ServiceView> latest = new ConcurrentHashMap<>();

    @Activate
    public HealthChecks(BundleContext context) {
        this.context = context;
    }

    /** The board's thread and the framework's never register at the same time: the lock is this. */
    @Override
    public synchronized void seen(Map<String, ServiceView> services) {
        latest.putAll(services);
        latest.keySet().retainAll(services.keySet());
        services.keySet().forEach(name -> checks.computeIfAbsent(name, this::register));
        checks.entrySet().removeIf(check -> {
            boolean gone = !services.containsKey(check.getKey());
            if (gone) {
                check.getValue().unregister();
            }
            return gone;
        });
    }

    private ServiceRegistration<HealthCheck> register(String name) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HealthCheck.NAME, name);
        properties.put(HealthCheck.TAGS, new String[] {"cell", name});
        return context.registerService(HealthCheck.class, () -> result(name), properties);
    }

    private Result result(String name) {
        var view = latest.get(name);
        if (view == null) {
            return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, "It is just leaving");
        }
        var status = view.status();
        var text = status.reason().orElse(status.level().word());
        return switch (status.level()) {
            case ONLINE -> new Result(Result.Status.OK, text);
            case DEGRADED -> new Result(Result.Status.WARN, text);
            case OFFLINE -> new Result(status.required() ? Result.Status.CRITICAL : Result.Status.OK, text);
        };
    }

    @Deactivate
    synchronized void close() {
        checks.values().forEach(ServiceRegistration::unregister);
        checks.clear();
    }
}
