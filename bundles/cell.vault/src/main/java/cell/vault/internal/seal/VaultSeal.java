package cell.vault.internal.seal;

import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The vault's seal. What is kept is encrypted under one random data key; the data key lies in the database, wrapped under a key that
 * comes from a key file or a passphrase, so that changing those re-encrypts nothing. Any number of threads may call.
 */
public final class VaultSeal implements Seal {
    private static final String WRAPPING = "data-key";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1024;
    private static final String UNSEAL = "POST /api/vault/unseal";

    private final Database database;
    private final KeyFile file;
    private final SecureRandom random;
    private final Consumer<Boolean> follower;
    private final AtomicReference<State> state = new AtomicReference<>();

    /**
     * @param cipher the data key at work; empty while sealed
     * @param reason why it is sealed; empty while open
     */
    private record State(SealKind kind, Optional<AesGcm> cipher, Optional<String> reason) {}

    /**
     * Opens the vault if a key file does, and makes one on first start. Does not throw when it stays sealed.
     *
     * @param folder where the key file lies
     * @param follower told {@code true} after the vault opened and {@code false} after it was sealed, by the thread that did it
     */
    public VaultSeal(Database database, Path folder, SecureRandom random, Consumer<Boolean> follower) {
        this.database = database;
        this.file = new KeyFile(folder.resolve("vault.key"));
        this.random = random;
        this.follower = follower;
        try {
            unseal(Optional.empty());
        } catch (CellException e) {
            var kind = stored().map(WrappedKey::kind).orElse(SealKind.KEY_FILE);
            state.set(new State(kind, Optional.empty(), Optional.of(e.getMessage())));
        }
    }

    @Override
    public byte[] seal(String purpose, byte[] clear) {
        return cipher().encrypt(purpose, clear);
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) {
        return cipher()
                .decrypt(purpose, sealed)
                .orElseThrow(() -> CellException.internal("What the vault kept as " + purpose + " was changed on disk", null));
    }

    private AesGcm cipher() {
        var now = state.get();
        return now.cipher().orElseThrow(() -> CellException.unavailable(now.reason().orElse("The vault is sealed: " + UNSEAL)));
    }

    @Override
    public boolean isOpen() {
        return state.get().cipher().isPresent();
    }

    public SealKind kind() {
        return state.get().kind();
    }

    /** Why it is sealed, and what to do; empty while it is open. */
    public Optional<String> reason() {
        return state.get().reason();
    }

    /** Whether others than the cell may read the key file. */
    public boolean isKeyFileOpenToOthers() {
        return kind() == SealKind.KEY_FILE && file.isOpenToOthers();
    }

    /**
     * Opens the vault. When it is open already the passphrase is only tried.
     *
     * @param passphrase empty where a key file opens it
     * @throws CellException INVALID, naming {@code passphrase}, when it is wrong or missing; UNAVAILABLE when the key file is missing or
     *     wrong. The state stays as it was
     */
    public synchronized void unseal(Optional<String> passphrase) {
        var stored = stored();
        if (stored.isEmpty()) {
            begin();
            return;
        }
        var wrapped = stored.get();
        var key = wrapped.kind() == SealKind.KEY_FILE ? fromFile(wrapped) : fromPassphrase(wrapped, passphrase);
        open(wrapped.kind(), key);
    }

    private Optional<WrappedKey> stored() {
        return database.read(connection -> SealTable.read(new Sql(connection)));
    }

    private byte[] fromFile(WrappedKey wrapped) {
        var wrapping = file.read()
                .orElseThrow(() -> CellException.unavailable(
                        "The vault is sealed: its key file vault.key is missing. Put it back into the vault's data folder, then " + UNSEAL));
        return unwrap(wrapped, wrapping)
                .orElseThrow(() -> CellException.unavailable(
                        "The vault is sealed: its key file vault.key belongs to another vault. Put the right one back, then " + UNSEAL));
    }

    private byte[] fromPassphrase(WrappedKey wrapped, Optional<String> passphrase) {
        var given = passphrase.orElseThrow(
                () -> CellException.unavailable("The vault is sealed: " + UNSEAL + " with its passphrase"));
        if (given.length() > LONGEST) {
            throw CellException.invalid("passphrase", "is not the vault's");
        }
        return unwrap(wrapped, wrapped.derivation().derive(given))
                .orElseThrow(() -> CellException.invalid("passphrase", "is not the vault's"));
    }

    private Optional<byte[]> unwrap(WrappedKey wrapped, byte[] wrapping) {
        return new AesGcm(wrapping, random).decrypt(WRAPPING, wrapped.wrapped());
    }

    /** A vault's first start. A key file that is there already is from a start that did not come to its end. */
    private void begin() {
        var wrapping = file.read().orElseGet(() -> {
            var made = bytes();
            file.write(made);
            return made;
        });
        var key = bytes();
        store(SealKind.KEY_FILE, KeyDerivation.fresh(random), wrapping, key);
        open(SealKind.KEY_FILE, key);
    }

    private void store(SealKind kind, KeyDerivation derivation, byte[] wrapping, byte[] key) {
        var wrapped = new WrappedKey(kind, derivation, new AesGcm(wrapping, random).encrypt(WRAPPING, key));
        database.write(connection -> {
            SealTable.write(new Sql(connection), wrapped);
            return null;
        });
    }

    private void open(SealKind kind, byte[] key) {
        var before = state.getAndSet(new State(kind, Optional.of(new AesGcm(key, random)), Optional.empty()));
        if (before == null || before.cipher().isEmpty()) {
            follower.accept(true);
        }
    }

    /** Forgets the data key, until {@link #unseal}. */
    public synchronized void close() {
        var sealed = "The vault was sealed by its administrator: " + UNSEAL;
        var before = state.getAndUpdate(now -> new State(now.kind(), Optional.empty(), Optional.of(sealed)));
        if (before.cipher().isPresent()) {
            follower.accept(false);
        }
    }

    /**
     * From now on a passphrase opens the vault, and the key file goes.
     *
     * @param current the passphrase until now, where there is one
     * @throws CellException INVALID, naming {@code passphrase} or {@code current_passphrase}
     */
    public synchronized void usePassphrase(Optional<String> current, String passphrase) {
        if (passphrase.length() < SHORTEST || passphrase.length() > LONGEST) {
            throw CellException.invalid("passphrase", "must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        var key = key(current);
        var derivation = KeyDerivation.fresh(random);
        store(SealKind.PASSPHRASE, derivation, derivation.derive(passphrase), key);
        open(SealKind.PASSPHRASE, key);
        file.delete();
    }

    /** From now on a new key file opens the vault. */
    public synchronized void useKeyFile(Optional<String> current) {
        var key = key(current);
        if (kind() == SealKind.KEY_FILE) {
            return;
        }
        var wrapping = bytes();
        file.write(wrapping);
        store(SealKind.KEY_FILE, KeyDerivation.fresh(random), wrapping, key);
        open(SealKind.KEY_FILE, key);
    }

    private byte[] key(Optional<String> current) {
        cipher();
        var wrapped = stored().orElseThrow(() -> CellException.internal("The vault has lost its data key", null));
        if (wrapped.kind() == SealKind.KEY_FILE) {
            return fromFile(wrapped);
        }
        if (current.isEmpty()) {
            throw CellException.invalid("current_passphrase", "is required");
        }
        return unwrap(wrapped, wrapped.derivation().derive(current.get()))
                .orElseThrow(() -> CellException.invalid("current_passphrase", "is not the vault's"));
    }

    private byte[] bytes() {
        var bytes = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
