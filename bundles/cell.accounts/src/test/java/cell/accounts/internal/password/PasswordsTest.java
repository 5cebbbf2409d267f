package cell.accounts.internal.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.fixture.CountingArgon2;
import cell.accounts.internal.fixture.TestCell;
import cell.api.error.CellException;
import cell.testing.TurningClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final TurningClock clock = new TurningClock();

    @Test
    void theFunctionGivesTheTagOfRfc9106() {
        // Section 5.3 has a secret and associated data, which we do not use: this checks the library itself.
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build());
        var tag = new byte[32];
        generator.generateBytes(filled(32, 1), tag);
        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", HexFormat.of().formatHex(tag));
    }

    @Test
    void aHashIsAPhcStringThatFitsItsPasswordOnly() {
        var hasher = new PasswordHasher(new BouncyCastleArgon2(), Argon2Cost.OWASP, Duration.ofSeconds(60));

        var hash = hasher.compute(turn -> turn.hash("correct horse 1"));

        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        assertTrue(fits(hasher, "correct horse 1", hash));
        assertFalse(fits(hasher, "correct horse 2", hash));
        assertNotEquals(hash, hasher.compute(turn -> turn.hash("correct horse 1")), "each has a salt of its own");
    }

    @Test
    void aHashOfTheReferenceToolIsUnderstood() {
        // echo -n 'password' | argon2 somesalt -id -v 13 -t 2 -k 65536 -p 1: from the test vectors of the reference implementation.
        var hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        var hasher = TestCell.hasher(new CountingArgon2());

        assertTrue(fits(hasher, "password", hash));
        assertTrue(hasher.outdated(hash));
    }

    @Test
    void whatIsNoHashIsRefusedWithoutRepeatingIt() {
        var failure = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("secret-that-is-no-hash"));
        assertFalse(failure.getMessage().contains("secret-that"));
    }

    @Test
    void whoGetsNoTurnInTimeIsToldToComeBack() {
        var hasher = new PasswordHasher(new CountingArgon2(), CountingArgon2.CHEAP, Duration.ZERO);

        var inner = hasher.inTurn(first -> hasher.inTurn(second -> hasher.inTurn(third -> "too many").isEmpty()));

        assertTrue(inner.orElseThrow().orElseThrow());
        assertEquals("free again", hasher.compute(turn -> "free again"));
    }

    @Test
    void theRulesForPasswordsNameTheField() {
        var refused = List.of("1234567", "x".repeat(129), "tab\tinside it", "ALICE_IN_TOWN", "broken \ud800 unicode");
        for (var password : refused) {
            var failure = assertThrows(
                    CellException.class, () -> PasswordPolicy.require("password", "alice_in_town", password), password);
            assertEquals("password", failure.details().get(0).field());
            assertFalse(failure.getMessage().contains(password));
        }
        assertEquals("12345678", PasswordPolicy.require("password", "alice", "12345678"));
        assertEquals("\uD83D\uDE00".repeat(128), PasswordPolicy.require("password", "alice", "\uD83D\uDE00".repeat(128)));
        assertThrows(CellException.class, () -> PasswordPolicy.require("password", "alice", null));
    }

    @Test
    void anAccentIsTheSameHoweverItIsTyped() {
        assertEquals(
                PasswordPolicy.require("password", "a", "caf\u00e9 au lait"),
                PasswordPolicy.typed("cafe\u0301 au lait").orElseThrow());
    }

    @Test
    void appPasswordsAreReadableAndForgiveHyphensAndCase() {
        var secret = AppSecret.random(new SecureRandom());

        assertTrue(secret.reveal().matches("[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){6}"), secret.reveal());
        for (var typed : List.of(
                secret.reveal(),
                secret.reveal().replace("-", ""),
                secret.reveal().replace('-', ' ').toUpperCase(Locale.ROOT))) {
            assertEquals(secret.hash(), AppSecret.typed(typed).orElseThrow().hash());
        }
        assertTrue(AppSecret.typed("correct horse 1").isEmpty());
        assertFalse(secret.toString().contains(secret.reveal().substring(0, 4)));
    }

    @Test
    void aRightCredentialIsRememberedForFiveMinutesAtMost() {
        var verified = new VerifiedCredentials(clock);
        verified.remember("email", "alice", "correct horse 1", verified.epoch());

        assertTrue(verified.knows("email", "alice", "correct horse 1"));
        assertFalse(verified.knows("files", "alice", "correct horse 1"));
        assertFalse(verified.knows("email", "bob", "correct horse 1"));
        assertFalse(verified.knows("email", "alice", "correct horse 2"));
        clock.turn(Duration.ofMinutes(5));
        assertFalse(verified.knows("email", "alice", "correct horse 1"));
    }

    @Test
    void aClockThatIsSetBackForgets() {
        var verified = new VerifiedCredentials(clock);
        verified.remember("email", "alice", "correct horse 1", verified.epoch());
        clock.turn(Duration.ofHours(-1));
        assertFalse(verified.knows("email", "alice", "correct horse 1"));
    }

    @Test
    void whatWasCheckedBeforeAChangeIsNotRemembered() {
        var verified = new VerifiedCredentials(clock);
        var before = verified.epoch();
        verified.drop("alice");
        verified.remember("email", "alice", "correct horse 1", before);
        assertFalse(verified.knows("email", "alice", "correct horse 1"));
    }

    @Test
    void neverMoreThanAThousandAreRemembered() {
        var verified = new VerifiedCredentials(clock);
        IntStream.range(0, 3_000).forEach(i -> verified.remember("email", "p" + i, "correct horse 1", verified.epoch()));
        assertEquals(VerifiedCredentials.MOST, verified.size());
        assertTrue(verified.knows("email", "p2999", "correct horse 1"));
    }

    private static boolean fits(PasswordHasher hasher, String password, String hash) {
        return hasher.compute(turn -> turn.verify(password, hash));
    }

    private static byte[] filled(int length, int value) {
        return String.valueOf((char) value).repeat(length).getBytes(StandardCharsets.US_ASCII);
    }
}
