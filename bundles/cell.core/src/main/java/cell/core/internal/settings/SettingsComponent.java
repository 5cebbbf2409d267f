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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** The cell's settings, from PID {@code cell.core}. */
@Component(service = CellSettings.class, configurationPid = "cell.core", immediate = true)
public final class SettingsComponent implements CellSettings {
    private final AtomicReference<SettingsState> state;
    private final int portOffset;
    private final Path data;

    @Activate
    public SettingsComponent(BundleContext context) throws IOException {
        this.portOffset = Integer.parseInt(context.getProperty("cell.port.offset"));
        this.data = Path.of(context.getProperty("cell.data.dir"));
        var files = new SettingsFiles(Path.of(context.getProperty("cell.config.dir")));
        var memory = new DurableFile(dataFolder("core").resolve("settings.properties"));
        var start = new SettingsStart(files, memory, new Rules(portOffset));
        this.state = new AtomicReference<>(start.state());
    }

    /** Keeps this component, and with it all that depend on it, when the files change. */
    @Modified
    void filesChanged() {
    }

    @Override
    public CellConfig current() {
        return state.get().accepted().config();
    }

    @Override
    public List<DomainName> formerDomains() {
        return state.get().accepted().formerDomains();
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
