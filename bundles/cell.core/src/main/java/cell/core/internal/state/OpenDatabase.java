package cell.core.internal.state;

import cell.api.state.Database;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** One service's database: a writer, a few readers, and connections for libraries. */
final class OpenDatabase implements Database {
    private final Writer writer;
    private final Readers readers;
    private final LentDataSource dataSource;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenDatabase(Source source, Runnable whenClosed) {
        this.writer = new Writer(source);
        this.readers = new Readers(source);
        this.dataSource = new LentDataSource(source);
        this.whenClosed = whenClosed;
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    /** The writer closes last: on SQLite it then folds its log into the file. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (writer) {
                dataSource.close();
                readers.close();
            } finally {
                whenClosed.run();
            }
        }
    }
}
