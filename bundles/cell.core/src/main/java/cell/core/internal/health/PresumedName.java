package cell.core.internal.health;

import cell.api.health.ServiceStatus;
import java.util.Locale;

/** What a service is called while it has not said so: the last part of its bundle's symbolic name. */
final class PresumedName {
    private static final int LONGEST = 32;

    private PresumedName() {}

    static String of(String symbolicName) {
        var last = symbolicName.substring(symbolicName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var plain = last.replaceAll("[^a-z0-9-]", "-").replaceFirst("^[^a-z]+", "");
        var name = plain.substring(0, Math.min(plain.length(), LONGEST));
        return isAllowed(name) ? name : "bundle-" + name.substring(0, Math.min(name.length(), LONGEST - "bundle-".length()));
    }

    private static boolean isAllowed(String name) {
        try {
            ServiceStatus.requireName(name);
            return true;
        } catch (IllegalArgumentException reserved) {
            return false;
        }
    }
}
