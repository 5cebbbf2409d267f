package cell.deploy.internal;

import cell.deploy.internal.BundleJar.NoBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the framework in step with the deploy folder. Whatever it is told to look at, it compares file and bundle and does what is
 * needed, so being told twice, or about its own changes, does no harm. Used by one thread at a time.
 */
final class Deployer {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    /** A file that was written to within this time may still be on its way. */
    private static final Duration STILL_WRITTEN = Duration.ofSeconds(3);
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final long RETRY_MILLIS = 10_000;

    private final JarStore store;
    private final Installer installer;
    private final Reports reports;
    private final Trials trials;
    private final DeployThread thread;
    /** The files that are looked at again by themselves: one look each is planned, however often others ask in between. */
    private final Set<String> planned = new HashSet<>();

    Deployer(JarStore store, Installer installer, Reports reports, Trials trials, DeployThread thread) {
        this.store = store;
        this.installer = installer;
        this.reports = reports;
        this.trials = trials;
        this.thread = thread;
    }

    /** Before the services start: what changed while the cell was down. */
    void catchUp() throws IOException {
        dropVanished();
        for (var file : store.list()) {
            var bundle = installer.find(file);
            if (bundle.isPresent() && store.looksCurrent(file)) {
                watch(file, bundle.get(), store.hasOtherGood(file) ? Trial.Kind.REPLACEMENT : Trial.Kind.KEPT);
            } else {
                sync(file);
            }
        }
    }

    /** Looks at every file in the folder. */
    void scan() {
        try {
            store.list().forEach(this::sync);
        } catch (IOException e) {
            LOG.error("The deploy folder cannot be read: {}", e.toString());
        }
    }

    /**
     * Removes what has no file any more. FileInstall tells of a removal only when it had seen the file; one that came back and went again
     * between two of its looks, and that {@link #scan} took meanwhile, it never knew.
     */
    void dropVanished() {
        reports.folder(store.hasFolder());
        for (var bundle : installer.deployed()) {
            if (!store.exists(Installer.file(bundle))) {
                sync(Installer.file(bundle));
            }
        }
    }

    /** Looks at one file: new, changed, gone, or as it was. */
    void sync(String file) {
        try {
            if (!store.exists(file)) {
                remove(file);
            } else if (installer.find(file).isEmpty() || !store.isCurrent(file)) {
                take(file);
            }
        } catch (IOException e) {
            if (lookAgainIn(RETRY_MILLIS, file)) {
                LOG.error("{} cannot be deployed now ({}); it is tried again every {} s", file, e, RETRY_MILLIS / 1_000);
            }
        }
    }

    /** Plans a look unless there is one planned; tells whether it did. */
    private boolean lookAgainIn(long millis, String file) {
        if (!planned.add(file)) {
            return false;
        }
        thread.runIn(millis, () -> {
            planned.remove(file);
            sync(file);
        });
        return true;
    }

    private void remove(String file) throws IOException {
        var bundle = installer.find(file);
        trials.end(file);
        if (bundle.isPresent()) {
            var jar = BundleJar.of(bundle.get());
            try {
                installer.uninstall(bundle.get());
            } catch (BundleException e) {
                LOG.error("Bundle {} cannot be removed: {}", jar.symbolicName(), FailureWords.of(e));
            }
            LOG.info("Bundle {} {} was removed", jar.symbolicName(), jar.version());
            reports.happened("REMOVED", file, jar, "");
        }
        store.forget(file);
        scan();
    }

    private void take(String file) throws IOException {
        var path = store.take(file);
        BundleJar jar;
        try {
            jar = BundleJar.read(path);
        } catch (NoBundle e) {
            if (store.age(file).compareTo(STILL_WRITTEN) < 0) {
                lookAgainIn(LOOK_AGAIN_MILLIS, file);
            } else {
                refuse(file, e.getMessage());
            }
            return;
        }
        var namesake = installer.namesake(file, jar.symbolicName());
        if (namesake.isPresent() && !isLeftOver(namesake.get())) {
            refuse(file, "it holds a second bundle " + jar.symbolicName() + "; the first, "
                    + (Installer.isDeployed(namesake.get()) ? Installer.file(namesake.get()) : "a part of the platform") + ", goes on running");
            return;
        }
        install(file, path, jar);
    }

    /** A namesake whose own file is gone makes way. */
    private boolean isLeftOver(Bundle namesake) throws IOException {
        if (!Installer.isDeployed(namesake) || store.exists(Installer.file(namesake))) {
            return false;
        }
        remove(Installer.file(namesake));
        return true;
    }

    private void install(String file, Path path, BundleJar jar) throws IOException {
        var existing = installer.find(file);
        Bundle bundle;
        try {
            if (existing.isPresent()) {
                bundle = existing.get();
                installer.update(bundle, path);
            } else {
                bundle = installer.install(file, path);
            }
        } catch (BundleException e) {
            refuse(file, "the framework does not take it: " + FailureWords.of(e));
            existing.ifPresent(installer::start);
            return;
        }
        store.markCurrent(file);
        LOG.info("Bundle {} {} {}", jar.symbolicName(), jar.version(), existing.isPresent() ? "replaces the one before" : "is new");
        run(file, bundle, existing.isPresent() ? Trial.Kind.REPLACEMENT : Trial.Kind.NEW);
    }

    private void run(String file, Bundle bundle, Trial.Kind kind) {
        installer.start(bundle);
        watch(file, bundle, kind);
        installer.startWaiting();
    }

    private void watch(String file, Bundle bundle, Trial.Kind kind) {
        trials.begin(Trial.begun(file, bundle, kind, reason -> restore(file, bundle, reason)));
    }

    private void refuse(String file, String reason) throws IOException {
        var name = store.quarantine(file, reason);
        reports.quarantined(file, name, reason);
        if (installer.find(file).isPresent()) {
            store.putBack(file);
        }
        scan();
    }

    /** A replacement did not come up: the last one that did takes its place again, when there is one. */
    private boolean restore(String file, Bundle bundle, String reason) {
        try {
            if (!store.hasOtherGood(file)) {
                return false;
            }
            if (!store.exists(file) || !store.isCurrent(file)) {
                thread.run(() -> sync(file));
                return true;
            }
            var broken = store.quarantine(file, reason);
            reports.quarantined(file, broken, reason);
            installer.update(bundle, store.takeGood(file));
            store.markCurrent(file);
            store.putBack(file);
            var jar = BundleJar.of(bundle);
            LOG.warn("Bundle {} {} was put back", jar.symbolicName(), jar.version());
            reports.happened("RESTORED", file, jar, reason);
            run(file, bundle, Trial.Kind.RESTORED);
            return true;
        } catch (IOException | BundleException e) {
            LOG.error("The last good {} cannot be put back: {}", file, FailureWords.of(e));
            return false;
        }
    }
}
