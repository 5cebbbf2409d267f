package cell.core.internal.state;

/** One kind of database: SQLite in files of the cell's own, or a PostgreSQL server. */
public interface Engine {
    /** The way to a service's database. Nothing is opened or made yet. */
    Source source(String service);
}
