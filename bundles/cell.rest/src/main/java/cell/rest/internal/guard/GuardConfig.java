package cell.rest.internal.guard;

/** PID {@code cell.rest}: the limits of the administration's port. {@link Limits} says what is allowed. */
@interface GuardConfig {
    int request__header__max__bytes() default 16_384;

    int json__body__max__bytes() default 1_048_576;

    long other__body__max__bytes() default 17_179_869_184L;

    int request__header__max__seconds() default 10;

    int body__grace__seconds() default 10;

    int body__slowest__bytes__per__second() default 1_024;

    int idle__max__seconds() default 30;

    int connections__max() default 2_048;

    int open__requests__max() default 1_280;

    int requests__per__second__max() default 200_000;
}
