package cell.deploy.internal;

import cell.api.event.Topics;
import cell.api.health.HealthContributor;
import cell.api.health.ServiceStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what became of the bundles: in the log, as events, and in the health of the services. A bundle in trouble that says nothing
 * itself is spoken for under its own name; that of others is told under {@code deploy}. Used by the deployer's thread only.
 */
final class Reports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final String SERVICE = "deploy";
    private static final int LONGEST_NAME = 32;

    private final BundleContext context;
    private final EventAdmin events;
    private final Map<String, String> troubles = new LinkedHashMap<>();
    private boolean folderIsThere = true;
    private final Map<String, ServiceRegistration<HealthContributor>> spokenFor = new HashMap<>();
    private final ServiceRegistration<HealthContributor> own;
    private volatile ServiceStatus status = ServiceStatus.online(SERVICE);

    Reports(BundleContext context, EventAdmin events) {
        this.context = context;
        this.events = events;
        this.own = context.registerService(HealthContributor.class, () -> status, null);
    }

    @Override
    public void close() {
        spokenFor.values().forEach(ServiceRegistration::unregister);
        own.unregister();
    }

    /** Something happened to a bundle. */
    void happened(String fact, String file, BundleJar jar, String reason) {
        var data = new HashMap<String, Object>();
        data.put("file", file);
        data.put("bundle", jar.symbolicName());
        data.put("version", jar.version().toString());
        if (!reason.isEmpty()) {
            data.put("reason", reason);
        }
        events.postEvent(new Event(Topics.of(SERVICE, "bundle", fact), data));
    }

    /** A file was refused or taken out of the folder. */
    void quarantined(String file, String name, String reason) {
        LOG.error("{} was moved to the quarantine as {}: {}", file, name, reason);
        events.postEvent(new Event(Topics.of(SERVICE, "bundle", "QUARANTINED"), Map.of("file", file, "quarantine", name, "reason", reason)));
    }

    /** A bundle does not do its work. */
    void trouble(String file, Bundle bundle, String sentence) {
        if (sentence.equals(troubles.put(file, sentence))) {
            return;
        }
        LOG.error("Bundle {} {} does not work: {}", bundle.getSymbolicName(), bundle.getVersion(), sentence);
        silence(file);
        if (!HealthCall.contributes(bundle)) {
            var spoken = ServiceStatus.offline(serviceName(bundle.getSymbolicName()), sentence);
            spokenFor.put(file, context.registerService(HealthContributor.class, () -> spoken, null));
        }
        summarize();
    }

    /** A bundle does its work. */
    void well(String file, BundleJar jar) {
        if (troubles.containsKey(file)) {
            LOG.info("Bundle {} {} works now", jar.symbolicName(), jar.version());
            gone(file);
        }
    }

    /** A bundle is gone, and its troubles with it. */
    void gone(String file) {
        if (troubles.remove(file) != null) {
            silence(file);
            summarize();
        }
    }

    private void silence(String file) {
        var registration = spokenFor.remove(file);
        if (registration != null) {
            registration.unregister();
        }
    }

    /** Whether the deploy folder is there. */
    void folder(boolean isThere) {
        if (folderIsThere != isThere) {
            folderIsThere = isThere;
            summarize();
        }
    }

    private void summarize() {
        var notThere = folderIsThere ? Stream.<String>empty() : Stream.of("The deploy folder is missing: make it again, and put the services back");
        var untold = Stream.concat(notThere, troubles.entrySet().stream()
                        .filter(trouble -> !spokenFor.containsKey(trouble.getKey()))
                        .map(trouble -> trouble.getKey() + ": " + trouble.getValue()))
                .collect(Collectors.joining("; "));
        status = (untold.isEmpty() ? ServiceStatus.online(SERVICE) : ServiceStatus.degraded(SERVICE, untold))
                .with("bundles_in_trouble", troubles.size());
    }

    /** The name of the service that a bundle is, as the API can show it: {@code cell.dns} is {@code dns}. */
    static String serviceName(String symbolicName) {
        var name = symbolicName.replaceFirst("^cell\\.", "").toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        var brief = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        try {
            return ServiceStatus.requireName(brief);
        } catch (IllegalArgumentException reserved) {
            return ServiceStatus.requireName(brief.isEmpty() ? "bundle" : "bundle-" + brief.substring(0, Math.min(brief.length(), 24)));
        }
    }
}
