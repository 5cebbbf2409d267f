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

/**
 * Keeps the framework's cached platform bundles in step with the features: only what changed since the last start is touched. A
 * bundle that cannot be installed is told to the problems, and the others go on.
 */
final class PlatformBundles {
    /** Locations of bundles from the deploy folder; those are the deployer's. */
    static final String DEPLOYED = "deploy:";

    private final BundleContext framework;
    private final Problems problems;

    PlatformBundles(BundleContext framework, Problems problems) {
        this.framework = framework;
        this.problems = problems;
    }

    void reconcile(List<BundleFile> wanted) {
        var installed = new HashMap<String, Bundle>();
        for (var bundle : framework.getBundles()) {
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !bundle.getLocation().startsWith(DEPLOYED)) {
                installed.put(bundle.getLocation(), bundle);
            }
        }
        for (var file : wanted) {
            try {
                bringUpToDate(file, installed);
            } catch (BundleException | IOException e) {
                problems.add(file.path().getFileName().toString(), e);
            }
        }
        for (var leftOver : installed.values()) {
            remove(leftOver);
        }
    }

    private void bringUpToDate(BundleFile file, Map<String, Bundle> installed) throws BundleException, IOException {
        var location = "reference:" + file.path().toUri();
        var bundle = installed.remove(location);
        if (bundle == null) {
            bundle = framework.installBundle(location);
        } else if (bundle.getLastModified() < Files.getLastModifiedTime(file.path()).toMillis()) {
            bundle.update();
        }
        var startLevel = bundle.adapt(BundleStartLevel.class);
        if (startLevel.getStartLevel() != file.startOrder()) {
            startLevel.setStartLevel(file.startOrder());
        }
        if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private void remove(Bundle leftOver) {
        try {
            leftOver.uninstall();
        } catch (BundleException e) {
            problems.add(leftOver.getLocation(), e);
        }
    }
}
