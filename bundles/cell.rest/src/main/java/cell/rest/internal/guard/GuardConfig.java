package cell.rest.internal.guard;

/** PID {@code cell.rest}: the limits of the administration's port. {@link Limits} says what is allowed. */
@interface GuardConfig {
    int request_header_max_bytes() default 16_384;

    int json_body_max_bytes() default 1_048_576;

    long other_body_max_bytes() default 17_179_869_184L;

    int request_header_max_seconds() default 10;

    int body_grace_seconds() default 10;

    int body_slowest_bytes_per_second() default 1_024;

    int idle_max_seconds() default 30;

    int connections_max() default 2_048;

    int open_requests_max() default 256;

    int requests_per_second_max() default 50_000;
}
