package cell.vault.internal;

import cell.api.state.Database;
import cell.vault.internal.event.VaultEvents;
import cell.vault.internal.seal.Seal;
import java.time.Clock;

/** What every part of the vault stands on. Registered once the vault's database is open, sealed or not. */
public interface VaultCore {
    Database database();

    Seal seal();

    Clock clock();

    VaultEvents events();
}
