package cell.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    static final String FILE = "org.apache.felix.webconsole.internal.servlet.OsgiManager.local.cfg";
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 24;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    ConsolePassword(Home home) {
        this.file = home.config().resolve(FILE);
    }

    /** Makes a password when there is none yet: it is told this once. */
    Optional<String> createFirst() throws LaunchException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        var password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        try {
            WholeFile.write(file, """
                    # The Web Console's user and the hash of its password. Delete this file and start the cell for a new one.
                    username=%s
                    password=%s
                    """.formatted(USER, hash(password.toString())), true);
        } catch (IOException e) {
            throw Reason.cannotWrite(file, e);
        }
        return Optional.of(password.toString());
    }

    /** Takes back a password that nobody was told, as the cell did not start: the next start makes another. */
    void withdraw() throws LaunchException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Reason.cannotWrite(file, e);
        }
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
