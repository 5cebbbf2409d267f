package cell.launcher;

import java.nio.file.Path;

/**
 * What the command line says.
 *
 * @param root where {@code features} and {@code runtime} are: a checkout or an unpacked distribution
 * @param lib the bundles, laid out as a Maven repository
 * @param home where the cell reads and writes
 * @param portOffset added to each port that the cell listens on in the host's network, 0 to 30000
 * @param startedMillis when the command was given, in milliseconds since 1970 UTC
 * @param once end as soon as the cell is ready, as a training run for the class data archive
 */
record Options(Path root, Path lib, Home home, int portOffset, long startedMillis, boolean once) {
    private static final int HIGHEST_OFFSET = 30_000;

    static Options parse(String... args) throws LaunchException {
        Path root = null;
        Path lib = null;
        Path home = null;
        int offset = 0;
        long started = System.currentTimeMillis();
        boolean once = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--root" -> root = path(args, ++i);
                case "--lib" -> lib = path(args, ++i);
                case "--home" -> home = path(args, ++i);
                case "--port-offset" -> offset = offset(value(args, ++i));
                case "--started" -> started = millis(value(args, ++i));
                case "--once" -> once = true;
                default -> throw new LaunchException("Unknown option " + args[i] + "; see runtime/bin/cell help.");
            }
        }
        if (root == null || lib == null) {
            throw new LaunchException("Start the cell with runtime/bin/cell run.");
        }
        var chosen = home == null ? Home.within(root) : Home.at(home);
        if (chosen.deploy().toString().contains(",")) {
            throw new LaunchException("The folder " + chosen.deploy() + " has a comma in its name, which separates watched folders: choose"
                    + " another --home.");
        }
        return new Options(root, lib, chosen, offset, started, once);
    }

    private static int offset(String text) throws LaunchException {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_OFFSET) {
            throw new LaunchException("--port-offset takes a number from 0 to " + HIGHEST_OFFSET + ".");
        }
        return Integer.parseInt(text);
    }

    private static long millis(String text) throws LaunchException {
        if (!text.matches("\\d{1,15}")) {
            throw new LaunchException("--started takes milliseconds since 1970.");
        }
        return Long.parseLong(text);
    }

    private static Path path(String[] args, int index) throws LaunchException {
        return Path.of(value(args, index)).toAbsolutePath().normalize();
    }

    private static String value(String[] args, int index) throws LaunchException {
        if (index >= args.length) {
            throw new LaunchException(args[index - 1] + " takes a value; see runtime/bin/cell help.");
        }
        return args[index];
    }
}
