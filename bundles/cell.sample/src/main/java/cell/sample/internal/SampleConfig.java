package cell.sample.internal;

/** PID {@code cell.sample}, the file {@code config.d/cell.sample.cfg}. Declarative services fill it; the names are the keys. */
@interface SampleConfig {
    /** The household's week, for example {@code tue paper bin, thu glass bin}. */
    String chores() default "";
}
