package cell.launcher;

import cell.launcher.Feature.BundleFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** The OSGi framework of one cell. Started once; any thread may stop it. */
final class CellFramework {
    private static final long STOP_MILLIS = 10_000;

    private final Framework framework;
    private final Problems problems;

    private CellFramework(Framework framework, Problems problems) {
        this.framework = framework;
        this.problems = problems;
    }

    /**
     * Makes it ready to start, with the platform's bundles in it. A bundle cache that is damaged is made anew, once: all in it comes
     * from the features and the deploy folder.
     */
    static CellFramework prepare(Home home, Map<String, Object> properties, List<BundleFile> platform) throws LaunchException {
        try {
            var first = open(properties, platform);
            if (first.problems.isEmpty()) {
                return first;
            }
            first.stop();
        } catch (BundleException | RuntimeException damaged) {
            // The same again with an empty cache: what is wrong beside the cache shows there once more, and is told.
        }
        try {
            Folders.delete(home.bundleCache());
            return open(properties, platform);
        } catch (BundleException | RuntimeException | IOException e) {
            throw new LaunchException("The framework cannot start with " + home.bundleCache() + ": " + Reason.of(e)
                    + "; see that the disk is well, or choose another folder with --home.", e);
        }
    }

    private static CellFramework open(Map<String, Object> properties, List<BundleFile> platform) throws BundleException {
        var framework = new Felix(properties);
        var problems = new Problems();
        framework.init(problems);
        new PlatformBundles(framework.getBundleContext(), problems).reconcile(platform);
        framework.getBundleContext().addFrameworkListener(problems);
        return new CellFramework(framework, problems);
    }

    /** Starts all bundles, level by level; those that fail are in the problems, and the others run. */
    void start() throws LaunchException {
        try {
            framework.start();
        } catch (BundleException e) {
            throw new LaunchException("The framework cannot start: " + Reason.of(e) + ".", e);
        }
    }

    Problems problems() {
        return problems;
    }

    /** The state of a bundle as the framework's {@link Bundle} has it; uninstalled when there is none of that name. */
    int state(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .mapToInt(Bundle::getState)
                .findFirst()
                .orElse(Bundle.UNINSTALLED);
    }

    /** Stops all bundles in reverse, and says whether that went well within 10 s. */
    boolean stop() {
        try {
            framework.stop();
            return framework.waitForStop(STOP_MILLIS).getType() == FrameworkEvent.STOPPED;
        } catch (BundleException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
