package cell.core.internal.net;

import cell.api.command.CommandRunner;
import cell.api.error.CellException;
import cell.api.net.Endpoint;
import cell.api.settings.CellSettings;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the cell's own namespace: whether it is there, and else why not. Safe for use by any number of threads. */
final class OwnNamespace {
    private static final Logger LOG = LoggerFactory.getLogger(OwnNamespace.class);
    private static final String DEFAULT_NAME = "cell";
    private static final long FIRST_SECONDS = 30;

    private final Optional<CellNamespace> namespace;
    private final CellSettings settings;

    /** Why it is not there; empty when it is. */
    private final AtomicReference<Optional<String>> reason;

    /** Open once it was tried for the first time. */
    private final CountDownLatch tried;

    private OwnNamespace(Optional<CellNamespace> namespace, CellSettings settings) {
        this.namespace = namespace;
        this.settings = settings;
        this.reason = new AtomicReference<>(Optional.of(
                namespace.isPresent()
                        ? "the cell's network namespace is not ready yet"
                        : "no network namespace is configured: namespace in cell.net is empty"));
        this.tried = new CountDownLatch(namespace.isPresent() ? 1 : 0);
    }

    /** @param configured {@code auto}, a name, or empty for none */
    static OwnNamespace of(String configured, CellSettings settings, CommandRunner commands) {
        if (configured.isBlank()) {
            return new OwnNamespace(Optional.empty(), settings);
        }
        boolean automatic = NetConfig.AUTO.equals(configured);
        var suffix = settings.portOffset() == 0 ? "" : "-" + settings.portOffset();
        var name = automatic ? DEFAULT_NAME + suffix : valid(configured);
        var mark = new OwnershipMark(settings.dataFolder("network"));
        return new OwnNamespace(Optional.of(new CellNamespace(name, automatic, commands, mark)), settings);
    }

    private static String valid(String name) {
        try {
            return new Endpoint(name, "0.0.0.0", 0).namespace();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cell.net: namespace=" + name + " is neither auto, nor empty, nor a name of a namespace", e);
        }
    }

    boolean isCalled(String name) {
        return namespace.isPresent() && namespace.get().name().equals(name);
    }

    /**
     * Makes it, or what is missing of it, with the address in force.
     *
     * @throws CellException UNAVAILABLE with the reason
     */
    void ensure() {
        namespace.ifPresent(present -> {
            try {
                present.ensure(settings.current().ipRange().first());
                reason.set(Optional.empty());
            } catch (CellException e) {
                reason.set(Optional.of(e.getMessage()));
                throw e;
            } finally {
                tried.countDown();
            }
        });
    }

    /** The same for a thread that comes back later: a failure is kept as the reason, and logged when it is a new one. */
    void follow() {
        var before = reason.get();
        try {
            ensure();
        } catch (CellException e) {
            if (!Optional.of(e.getMessage()).equals(before)) {
                LOG.info("no network namespace of the cell's own: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("the cell's network namespace could not be looked after", e);
        }
    }

    Optional<String> name() {
        return reason().isPresent() ? Optional.empty() : namespace.map(CellNamespace::name);
    }

    /** Waits while it is tried for the first time. */
    Optional<String> reason() {
        try {
            tried.await(FIRST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reason.get();
    }

    void remove() {
        namespace.ifPresent(CellNamespace::remove);
        reason.set(Optional.of("the cell is stopping"));
        tried.countDown();
    }
}
