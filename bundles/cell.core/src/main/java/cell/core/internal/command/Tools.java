package cell.core.internal.command;

import cell.api.error.CellException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the system's tools are: fixed folders that only an administrator writes to, never what {@code PATH} says. */
final class Tools {
    /** The folders in the order of Debian's own {@code PATH} for root. */
    static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** The Debian packages of the tools that a cell uses. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("ip", "iproute2"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("nft", "nftables"),
            Map.entry("wg", "wireguard-tools"),
            Map.entry("wireguard-go", "wireguard-go"),
            Map.entry("chronyc", "chrony"),
            Map.entry("chronyd", "chrony"),
            Map.entry("sysctl", "procps"),
            Map.entry("dockerd", "docker.io"),
            Map.entry("docker", "docker.io"),
            Map.entry("podman", "podman"),
            Map.entry("openssl", "openssl"));

    /** A tool's path: its name is looked up, an absolute path is taken as it stands. */
    Optional<Path> find(String tool) {
        if (tool.startsWith("/")) {
            return Optional.of(Path.of(tool)).filter(Tools::isTool);
        }
        if (!NAME.matcher(tool).matches()) {
            return Optional.empty();
        }
        return FOLDERS.stream().map(folder -> Path.of(folder, tool)).filter(Tools::isTool).findFirst();
    }

    /**
     * The same, where the tool must be there.
     *
     * @throws CellException UNAVAILABLE; it says what to install
     */
    Path require(String tool) {
        return find(tool).orElseThrow(() -> CellException.unavailable("the tool " + nameOf(tool) + " is missing: " + advice(tool)));
    }

    /** The last part of a path: messages reach clients, and tell no paths. */
    static String nameOf(String tool) {
        var name = tool.substring(tool.lastIndexOf('/') + 1);
        return NAME.matcher(name).matches() ? name : "asked for";
    }

    private static String advice(String tool) {
        var debian = PACKAGES.get(nameOf(tool));
        return debian == null
                ? "install the package that brings it"
                : "install the package " + debian + " (Debian: apt install " + debian + ")";
    }

    private static boolean isTool(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
