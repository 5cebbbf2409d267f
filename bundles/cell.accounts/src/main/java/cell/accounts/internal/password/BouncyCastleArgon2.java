package cell.accounts.internal.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 by Bouncy Castle's lightweight classes: no security provider is registered, which would pin this bundle. */
public final class BouncyCastleArgon2 implements Argon2 {
    @Override
    public byte[] derive(byte[] password, byte[] salt, Argon2Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        var tag = new byte[TAG_BYTES];
        generator.generateBytes(password, tag);
        return tag;
    }
}
