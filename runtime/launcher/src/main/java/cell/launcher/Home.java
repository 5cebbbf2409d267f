package cell.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

/**
 * Everything that one cell reads and writes.
 *
 * @param config one file a PID
 * @param deploy service bundles, one file a symbolic name
 * @param data databases, keys, people's files: mode 0700
 * @param logs log files
 * @param quarantine bundles that did no good, each with the reason beside it
 */
record Home(Path config, Path deploy, Path data, Path logs, Path quarantine) {

    static Home ofCheckout(Path root) {
        var runtime = root.resolve("runtime");
        return new Home(
                root.resolve("config.d"),
                runtime.resolve("deploy"),
                runtime.resolve("data"),
                runtime.resolve("logs"),
                runtime.resolve("quarantine"));
    }

    static Home at(Path home) {
        return new Home(
                home.resolve("config.d"),
                home.resolve("deploy"),
                home.resolve("data"),
                home.resolve("logs"),
                home.resolve("quarantine"));
    }

    /** Makes the folders, brings default configuration files that are missing, and refuses those that cannot be read. */
    void prepare(Path defaults) throws LaunchException {
        try {
            for (var folder : List.of(config, deploy, logs, quarantine)) {
                Files.createDirectories(folder);
            }
            if (!Files.isDirectory(data)) {
                Files.createDirectories(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            copyDefaults(defaults);
        } catch (IOException e) {
            throw new LaunchException("Cannot write to " + config.getParent() + ": " + e.getMessage() + "; choose another --home.", e);
        }
        checkConfiguration();
    }

    private void copyDefaults(Path defaults) throws IOException {
        if (Files.exists(config) && Files.isSameFile(defaults, config)) {
            return;
        }
        try (var files = Files.newDirectoryStream(defaults, "*.cfg")) {
            for (var file : files) {
                var target = config.resolve(file.getFileName());
                if (!file.toString().endsWith(".local.cfg") && Files.notExists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void checkConfiguration() throws LaunchException {
        try (var files = Files.newDirectoryStream(config, "*.cfg")) {
            for (var file : files) {
                try (var in = Files.newBufferedReader(file)) {
                    new Properties().load(in);
                } catch (IOException | IllegalArgumentException e) {
                    throw new LaunchException("The configuration file " + file + " cannot be read (" + e.getMessage()
                            + "): mend it or move it away.", e);
                }
            }
        } catch (IOException e) {
            throw new LaunchException("The configuration folder " + config + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Says which process serves this home and on which port, for those who want to stop or ask it. */
    void announce(int port) throws LaunchException {
        var file = data.resolve("cell.pid");
        try {
            Files.writeString(file, ProcessHandle.current().pid() + " " + port + "\n");
        } catch (IOException e) {
            throw new LaunchException("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** Holds the home for this process until it ends. */
    FileLock lock() throws LaunchException {
        var file = data.resolve("cell.lock");
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LaunchException("A cell is running in this home already; stop it with runtime/bin/cell stop, or choose another --home.");
            }
            return lock;
        } catch (IOException e) {
            throw new LaunchException("Cannot lock " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
