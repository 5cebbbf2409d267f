package cell.vault.internal.seal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A key from a passphrase by Argon2id (RFC 9106), with one lane.
 *
 * @param memoryKib memory in KiB
 * @param iterations passes over it
 */
record KeyDerivation(byte[] salt, int memoryKib, int iterations) {
    private static final int SALT_BYTES = 16;

    /** About a third of a second on a small machine, in a heap that the cell shares with everything else. */
    private static final int MEMORY_KIB = 32 * 1024;

    private static final int ITERATIONS = 4;

    static KeyDerivation fresh(SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new KeyDerivation(salt, MEMORY_KIB, ITERATIONS);
    }

    byte[] derive(String passphrase) {
        var argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(1)
                .build());
        var key = new byte[AesGcm.KEY_BYTES];
        argon2.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }
}
