package cell.core.internal.state;

/** PID {@code cell.state}: where the services' data is kept. */
public @interface StateConfig {
    /** Empty for SQLite in the cell's own folder, or {@code jdbc:postgresql://host:port/database}. */
    String database__url() default "";

    String database__user() default "";

    String database__password() default "";
}
