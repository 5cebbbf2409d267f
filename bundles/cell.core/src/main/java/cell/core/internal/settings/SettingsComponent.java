package cell.core.internal.settings;

import cell.api.health.ServiceStatus;
import cell.api.net.DomainName;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cell's settings, from PID {@code cell.core}. ConfigAdmin only rings the bell: the values are read from the files themselves, since
 * what it delivers may be older than what a client has changed meanwhile.
 */
@Component(service = {CellSettings.class, SettingsComponent.class}, configurationPid = "cell.core", immediate = true)
public final class SettingsComponent implements CellSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsComponent.class);
    private static final Duration SETTLED = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long END_SECONDS = 2;

    private final Clock clock = Clock.systemUTC();
    private final SettingsFiles files;
    private final SettingsWriter writer;
    private final Surroundings surroundings;
    private final int portOffset;
    private final Path data;
    private final ScheduledThreadPoolExecutor thread;

    @Activate
    public SettingsComponent(BundleContext context, @Reference EventAdmin events) {
        this.portOffset = Integer.parseInt(context.getProperty("cell.port.offset"));
        this.data = Path.of(context.getProperty("cell.data.dir"));
        this.surroundings = new OsgiSurroundings(context, events);
        this.files = new SettingsFiles(Path.of(context.getProperty("cell.config.dir")));
        var memory = new Memory(dataFolder("core").resolve("settings.properties"));
        this.writer = new SettingsWriter(files, memory, surroundings, portOffset, PATIENCE);
        this.thread = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "cell-settings"));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Keeps this component, and with it all that depend on it, when the files change. Component locks are held here: only hands over. */
    @Modified
    void filesChanged() {
        soon(this::takeFiles);
    }

    private void takeFiles() {
        if (files.areFresh(clock.instant(), SETTLED)) {
            thread.schedule(() -> logged(this::takeFiles), SETTLED.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            writer.filesChanged();
        }
    }

    void addressPlanCame() {
        soon(writer::addressPlanCame);
    }

    private void soon(Runnable work) {
        thread.execute(() -> logged(work));
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("A change of the configuration files was not taken", e);
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    SettingsWriter writer() {
        return writer;
    }

    /** All keys with their values in force, as the API shows them. */
    Map<String, Object> document() {
        var accepted = writer.state().accepted();
        var document = new LinkedHashMap<String, Object>();
        for (var key : Key.values()) {
            document.put(key.word(), key.value(accepted.config()));
        }
        document.put(SettingsRequest.FORMER_DOMAINS, accepted.formerDomains().stream().map(DomainName::text).toList());
        document.putAll(surroundings.withContributors(contributors -> new Contributions(contributors).values()));
        return document;
    }

    @Override
    public CellConfig current() {
        return writer.state().accepted().config();
    }

    @Override
    public List<DomainName> formerDomains() {
        return writer.state().accepted().formerDomains();
    }

    @Override
    public int portOffset() {
        return portOffset;
    }

    @Override
    public Path dataFolder(String service) {
        var folder = data.resolve(ServiceStatus.requireName(service));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for the files of " + service + " cannot be made", e);
        }
    }
}
