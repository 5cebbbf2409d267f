package cell.api.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Registered by a service that has data beyond its database and its files under {@code config.d}, which are always saved. */
@ConsumerType
public interface BackupContributor {
    /** The service that it answers for. */
    String service();

    /** The layout of what it saves. One that is higher than this on restore is refused. */
    int format();

    /** Writes a consistent picture of its data while it goes on working. */
    void save(Sink sink) throws IOException;

    /**
     * Looks at saved data without any effect yet.
     *
     * @return the restore, ready to be committed or left alone
     * @throws cell.api.error.CellException INVALID when the data does not fit
     */
    Restore prepare(Source source) throws IOException;

    /** Takes named items. A name is a relative path of plain segments. */
    interface Sink {
        /** Opens one item; the caller closes it before the next. */
        OutputStream item(String name) throws IOException;
    }

    /** Gives named items back. */
    interface Source {
        List<String> names();

        InputStream item(String name) throws IOException;
    }

    /** A restore that was found good. */
    interface Restore {
        /** Replaces the service's data at once. */
        void commit() throws IOException;

        /** Gives back what preparing took. */
        void discard();
    }
}
