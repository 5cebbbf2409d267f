package cell.launcher;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** Keeps the framework's cached platform bundles in step with the features: only what changed since the last start is touched. */
final class PlatformBundles {
    /** Locations of bundles from the deploy folder; those are the deployer's. */
    static final String DEPLOYED = "deploy:";

    private final BundleContext framework;

    PlatformBundles(BundleContext framework) {
        this.framework = framework;
    }

    void reconcile(List<BundleFile> wanted) throws LaunchException {
        var installed = new HashMap<String, Bundle>();
        for (var bundle : framework.getBundles()) {
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !bundle.getLocation().startsWith(DEPLOYED)) {
                installed.put(bundle.getLocation(), bundle);
            }
        }
        for (var file : wanted) {
            bringUpToDate(file, installed);
        }
        for (var leftOver : installed.values()) {
            remove(leftOver);
        }
    }

    private void bringUpToDate(BundleFile file, Map<String, Bundle> installed) throws LaunchException {
        var location = "reference:" + file.path().toUri();
        try {
            var bundle = installed.remove(location);
            if (bundle == null) {
                bundle = framework.installBundle(location);
            } else if (bundle.getLastModified() < Files.getLastModifiedTime(file.path()).toMillis()) {
                bundle.update();
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(file.startOrder());
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException | IOException e) {
            throw new LaunchException("The bundle " + file.path().getFileName() + " cannot be installed: " + e.getMessage(), e);
        }
    }

    private static void remove(Bundle leftOver) throws LaunchException {
        try {
            leftOver.uninstall();
        } catch (BundleException e) {
            throw new LaunchException("The bundle " + leftOver + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
