package cell.deploy.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ConfigAdmin in step with {@code config.d}. {@code PID.cfg} (or {@code FACTORY~name.cfg}) holds the defaults, and
 * {@code PID.local.cfg} beside it takes precedence key by key: that one is the operator's and the cell's own, and no part of a
 * release. <code>${name}</code> in a value stands for a framework property. All files are read before anything else starts; later
 * changes come through FileInstall, whose thread is then the only caller.
 */
@Component(service = ArtifactInstaller.class, immediate = true)
@ServiceRanking(100)
public final class ConfigFiles implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFiles.class);
    private static final String SUFFIX = ".cfg";
    private static final String LOCAL_SUFFIX = ".local.cfg";
    /** One that is much larger would fill the memory of the cell. */
    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)}");

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Path folder;

    @Activate
    public ConfigFiles(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this.context = context;
        this.admin = admin;
        this.folder = Path.of(context.getProperty("cell.config.dir"));
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                apply(pid(file.toFile()));
            }
        }
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(SUFFIX) && folder.equals(file.toPath().getParent());
    }

    @Override
    public void install(File file) throws IOException {
        apply(pid(file));
    }

    @Override
    public void update(File file) throws IOException {
        apply(pid(file));
    }

    @Override
    public void uninstall(File file) throws IOException {
        apply(pid(file));
    }

    private static String pid(File file) {
        var name = file.getName();
        return name.substring(0, name.length() - (name.endsWith(LOCAL_SUFFIX) ? LOCAL_SUFFIX : SUFFIX).length());
    }

    private void apply(String pid) throws IOException {
        var defaults = folder.resolve(pid + SUFFIX);
        var local = folder.resolve(pid + LOCAL_SUFFIX);
        var configuration = configuration(pid);
        if (Files.notExists(defaults) && Files.notExists(local)) {
            configuration.delete();
            LOG.info("Configuration {} is gone", pid);
            return;
        }
        try {
            Map<String, Object> values = new HashMap<>();
            read(defaults, values);
            read(local, values);
            if (configuration.updateIfDifferent(dictionary(values))) {
                LOG.info("Configuration {} is in force", pid);
            }
        } catch (IllegalArgumentException e) {
            LOG.error("The configuration file for {} cannot be read ({}): the last values stay in force until it is mended", pid, e.getMessage());
        }
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private void read(Path file, Map<String, Object> values) {
        if (Files.notExists(file)) {
            return;
        }
        var properties = new Properties();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it is no file of at most " + MAX_BYTES + " bytes");
            }
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.toString(), e);
        }
        properties.stringPropertyNames().forEach(name -> values.put(name, substitute(properties.getProperty(name))));
    }

    private String substitute(String value) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            var property = context.getProperty(match.group(1));
            return java.util.regex.Matcher.quoteReplacement(property == null ? match.group() : property);
        });
    }

    private static Dictionary<String, Object> dictionary(Map<String, Object> values) {
        return new Hashtable<>(values);
    }
}
