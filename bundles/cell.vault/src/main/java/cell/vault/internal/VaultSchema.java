package cell.vault.internal;

import cell.api.state.Migration;
import cell.vault.internal.seal.SealTable;
import java.util.List;
import java.util.stream.Stream;

/** The tables of {@code vault}, each declared by the part that it belongs to. */
final class VaultSchema {
    /** The database's name, and the service's. */
    static final String SERVICE = "vault";

    static final List<Migration> MIGRATIONS =
            List.of(new Migration(1, Stream.of(SealTable.SCHEMA).flatMap(List::stream).toList()));

    private VaultSchema() {}
}
