package cell.core.internal.state;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of the test's own on loopback, run by an unprivileged user, in a folder that is removed with it. The driver
 * speaks no unix sockets.
 */
final class PostgresCluster implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Path programs;
    private final int port;

    private PostgresCluster(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** Skips the test where PostgreSQL is not installed. */
    static PostgresCluster start() throws IOException, InterruptedException {
        var programs = newestPrograms();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed (Debian: apt-get install postgresql)");
        var cluster = new PostgresCluster(Files.createTempDirectory("cell-postgres"), programs.get(), freePort());
        boolean started = false;
        try {
            cluster.make();
            cluster.up();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    private static Optional<Path> newestPrograms() throws IOException {
        if (Files.notExists(PROGRAMS)) {
            return Optional.empty();
        }
        try (var versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparingInt(bin -> Integer.parseInt(bin.getParent().getFileName().toString())));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void make() throws IOException, InterruptedException {
        if (isRoot()) {
            Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        run("initdb", "-D", data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
    }

    void up() throws IOException, InterruptedException {
        var options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        run("pg_ctl", "-D", data(), "-l", folder.resolve("log").toString(), "-w", "-t", "60", "-o", options, "start");
    }

    /** Ends it as a power cut would. */
    void crash() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("/usr/sbin/runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(program + " failed: " + Files.readString(output));
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    Engine engine() {
        return PostgresEngine.of(url(), "postgres", "");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            crash();
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
