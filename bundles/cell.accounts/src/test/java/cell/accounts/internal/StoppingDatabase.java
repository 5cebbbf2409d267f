package cell.accounts.internal;

import cell.api.state.Database;
import javax.sql.DataSource;

/** A database with a point just before and just after each commit. */
record StoppingDatabase(Database real, StopPoint stop) implements Database {
    @Override
    public <T> T read(Work<T> work) {
        return real.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        T result = real.write(connection -> {
            T value = work.run(connection);
            stop.pass("in a transaction");
            return value;
        });
        stop.pass("after a transaction");
        return result;
    }

    @Override
    public DataSource dataSource() {
        return real.dataSource();
    }

    @Override
    public void close() {
        real.close();
    }
}
