package cell.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

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
    /** A cell that starts with less could not even write why it fails. */
    private static final long LEAST_FREE_BYTES = 5_000_000;

    private static final int START_TICKS_FIELD = 19;

    /** The home of those who name none: inside the checkout or the unpacked distribution. */
    static Home within(Path root) {
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

    /** The framework's bundle cache: derived from the features and the deploy folder, so it may be thrown away. */
    Path bundleCache() {
        return data.resolve("osgi");
    }

    /** The configuration store: kept apart from the cache, as it also holds what was set in the Web Console. */
    Path configurationStore() {
        return data.resolve("configuration");
    }

    /** Where programs put what does not outlive them; emptied on each start. */
    Path temporary() {
        return data.resolve("tmp");
    }

    /** Makes the folders, and refuses a disk that is full. */
    void prepare() throws LaunchException {
        try {
            for (var folder : List.of(config, deploy, logs, quarantine)) {
                Files.createDirectories(folder);
            }
            if (!Files.isDirectory(data)) {
                Files.createDirectories(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new LaunchException("The disk of " + data + " is full (" + free / 1_000 + " kB are free, the cell needs "
                        + LEAST_FREE_BYTES / 1_000 + "): make room, or choose another folder with --home.");
            }
        } catch (IOException e) {
            throw Reason.cannotWrite(config.getParent(), e);
        }
    }

    /** Empties the folder for temporary files. Only for the one who holds the lock. */
    void clearTemporary() throws LaunchException {
        try {
            Folders.delete(temporary());
            Files.createDirectories(temporary());
        } catch (IOException e) {
            throw Reason.cannotWrite(temporary(), e);
        }
    }

    /** Says which process serves this home and on which port, for those who want to stop or ask it. */
    void announce(int port) throws LaunchException {
        try {
            Files.writeString(announcement(), ProcessHandle.current().pid() + " " + port + " " + startTicks() + "\n");
        } catch (IOException e) {
            throw Reason.cannotWrite(announcement(), e);
        }
    }

    void withdraw() throws LaunchException {
        try {
            Files.deleteIfExists(announcement());
        } catch (IOException e) {
            throw Reason.cannotWrite(announcement(), e);
        }
    }

    private Path announcement() {
        return data.resolve("cell.pid");
    }

    /** When this process began, in the kernel's ticks (proc(5)): with it, a process id that was given anew is not taken for ours. */
    private static String startTicks() throws IOException {
        var stat = Path.of("/proc/self/stat");
        if (!Files.isReadable(stat)) {
            return "0";
        }
        var line = Files.readString(stat);
        return line.substring(line.lastIndexOf(')') + 2).split(" ")[START_TICKS_FIELD];
    }

    /** Holds the home for this process until it is closed or the process ends. */
    FileChannel lock() throws LaunchException {
        var file = data.resolve("cell.lock");
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new LaunchException("A cell is running in this home already: stop it with runtime/bin/cell stop, or choose another"
                        + " folder with --home.");
            }
            return channel;
        } catch (IOException e) {
            throw Reason.cannotWrite(file, e);
        }
    }
}
