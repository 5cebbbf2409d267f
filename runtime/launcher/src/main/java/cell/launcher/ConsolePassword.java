package cell.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The Web Console's first password. It has 120 random bits, so the console's own format, a plain SHA-256, is as good as a slow hash;
 * only that hash is kept.
 */
final class ConsolePassword {
    static final String USER = "admin";
    private static final String FILE = "org.apache.felix.webconsole.internal.servlet.OsgiManager.local.cfg";
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 24;

    private final Path file;

    ConsolePassword(Home home) {
        this.file = home.config().resolve(FILE);
    }

    /** Makes a password when there is none yet: it is told this once. */
    Optional<String> createFirst() throws LaunchException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        try {
            var beside = file.resolveSibling(FILE + ".new");
            Files.deleteIfExists(beside);
            Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(beside, """
                    # The Web Console's user and the hash of its password. Delete this file and start the cell for a new one.
                    username=%s
                    password=%s
                    """.formatted(USER, hash(password.toString())));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchException("The console's password cannot be written to " + file + ": " + e.getMessage() + ".", e);
        }
        return Optional.of(password.toString());
    }

    private static String hash(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return "{sha-256}" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
