package cell.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework's side of the deploy folder: bundles whose location is {@code deploy:} and the name of their file. */
final class Installer {
    static final String LOCATION = "deploy:";
    private static final int START_LEVEL = 50;
    private static final long REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final Diagnosis diagnosis;

    Installer(BundleContext context, Diagnosis diagnosis) {
        this.context = context;
        this.diagnosis = diagnosis;
    }

    Optional<Bundle> find(String file) {
        return Optional.ofNullable(context.getBundle(LOCATION + file));
    }

    static String file(Bundle bundle) {
        return bundle.getLocation().substring(LOCATION.length());
    }

    static boolean isDeployed(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    List<Bundle> deployed() {
        return Stream.of(context.getBundles()).filter(Installer::isDeployed).toList();
    }

    /** Another bundle of the same name. */
    Optional<Bundle> namesake(String file, String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()) && !bundle.getLocation().equals(LOCATION + file))
                .findFirst();
    }

    Bundle install(String file, Path jar) throws BundleException, IOException {
        try (var in = Files.newInputStream(jar)) {
            var bundle = context.installBundle(LOCATION + file, in);
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            return bundle;
        }
    }

    /** Replaces a bundle's content; it is stopped then, and whoever used the old content was restarted. */
    void update(Bundle bundle, Path jar) throws BundleException, IOException {
        try (var in = Files.newInputStream(jar)) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            bundle.update(in);
        }
        refresh();
    }

    void uninstall(Bundle bundle) throws BundleException {
        diagnosis.forget(bundle);
        bundle.uninstall();
        refresh();
    }

    /** Starts a bundle, now or when its start level comes; a failure is noted for the diagnosis. */
    void start(Bundle bundle) {
        diagnosis.forget(bundle);
        if (Diagnosis.isFragment(bundle)) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            diagnosis.noteStartFailure(bundle, e);
        }
    }

    /** Tries those again that could not start: what they lack may have come. */
    void startWaiting() {
        deployed().stream()
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED)
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).isPersistentlyStarted())
                .forEach(this::start);
    }

    private void refresh() {
        var framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        var pending = framework.getRemovalPendingBundles();
        if (pending.isEmpty()) {
            return;
        }
        var done = new CountDownLatch(1);
        framework.refreshBundles(pending, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        try {
            done.await(REFRESH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
