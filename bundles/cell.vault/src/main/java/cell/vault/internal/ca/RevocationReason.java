package cell.vault.internal.ca;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a certificate is revoked (RFC 5280 section 5.3.1), without those that make no sense for a household. */
public enum RevocationReason {
    UNSPECIFIED(0),
    KEY_COMPROMISE(1),
    AFFILIATION_CHANGED(3),
    SUPERSEDED(4),
    CESSATION_OF_OPERATION(5),
    PRIVILEGE_WITHDRAWN(9);

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    /** The CRLReason of RFC 5280. */
    public int code() {
        return code;
    }

    /** The word of the API, such as {@code key_compromise}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RevocationReason> ofCode(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }

    public static Optional<RevocationReason> ofWord(String word) {
        return Arrays.stream(values()).filter(reason -> reason.word().equals(word)).findFirst();
    }
}
