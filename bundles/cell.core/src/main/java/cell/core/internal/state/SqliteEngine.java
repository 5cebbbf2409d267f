package cell.core.internal.state;

import java.nio.file.Path;
import java.util.function.Function;

/** SQLite: one file a service, in the service's own folder. Nothing needs to be installed for it. */
final class SqliteEngine implements Engine {
    private static final String OWN_FOLDER = "state";

    private final Function<String, Path> folders;

    /**
     * @param folders the folder of a service's files
     */
    SqliteEngine(Function<String, Path> folders) {
        this.folders = folders;
        new SqliteLibrary(folders.apply(OWN_FOLDER)).provide();
    }

    @Override
    public Source source(String service) {
        return new SqliteSource(folders.apply(service).resolve(service + ".db"));
    }
}
