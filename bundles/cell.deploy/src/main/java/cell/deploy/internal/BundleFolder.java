package cell.deploy.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.event.EventAdmin;

/**
 * The deploy folder: a jar put there runs, one that is replaced is replaced without loss or put back, one that is removed is gone.
 * What changed while the cell was down is done when this component starts, before any service does; later changes come through
 * FileInstall. All work is done on one thread.
 */
@Component(service = ArtifactInstaller.class, immediate = true)
@ServiceRanking(200)
public final class BundleFolder implements ArtifactInstaller, BundleListener, FrameworkListener {
    private static final String RUNTIMES = "(|(objectClass=" + ServiceComponentRuntime.class.getName() + ")"
            + "(objectClass=org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime))";

    private static final long VANISHED_MILLIS = 1_000;

    private final BundleContext context;
    private final JarStore store;
    private final Diagnosis diagnosis;
    private final Reports reports;
    private final Trials trials;
    private final Deployer deployer;
    private final DeployThread thread = new DeployThread();
    private final ServiceListener runtimes = event -> changed();

    @Activate
    public BundleFolder(BundleContext context, @Reference EventAdmin events, @Reference ServiceComponentRuntime components)
            throws IOException, InvalidSyntaxException {
        this.context = context;
        this.store = new JarStore(
                folder("cell.deploy.dir"), folder("cell.data.dir").resolve("deploy"), folder("cell.quarantine.dir"), Clock.systemUTC());
        this.diagnosis = new Diagnosis(context, components);
        this.reports = new Reports(context, events);
        var installer = new Installer(context, diagnosis);
        this.trials = new Trials(store, diagnosis, new HealthCall(context), reports, thread);
        this.deployer = new Deployer(store, installer, reports, trials, thread);
        try {
            deployer.catchUp();
            thread.repeat(VANISHED_MILLIS, deployer::dropVanished);
            context.addBundleListener(this);
            context.addFrameworkListener(this);
            context.addServiceListener(runtimes, RUNTIMES);
        } catch (IOException | InvalidSyntaxException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Path folder(String property) {
        return Path.of(context.getProperty(property));
    }

    @Deactivate
    void close() {
        context.removeServiceListener(runtimes);
        context.removeFrameworkListener(this);
        context.removeBundleListener(this);
        thread.close();
        reports.close();
        diagnosis.close();
    }

    @Override
    public boolean canHandle(File file) {
        return store.isOurs(file.toPath());
    }

    @Override
    public void install(File file) {
        look(file);
    }

    @Override
    public void update(File file) {
        look(file);
    }

    @Override
    public void uninstall(File file) {
        look(file);
    }

    private void look(File file) {
        thread.run(() -> deployer.sync(file.getName()));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (Installer.isDeployed(event.getBundle())) {
            changed();
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            changed();
        }
    }

    private void changed() {
        thread.run(trials::changed);
    }
}
