package cell.core.internal.device;

/** PID {@code cell.device}. */
@interface DeviceConfig {
    /** Literal addresses of the host that both listeners are opened on. */
    String[] addresses() default {"127.0.0.1", "::1"};

    /** Port on the host, shifted by the cell's port offset; 0 for none. */
    int http__port() default 8880;

    /** Port on the host, shifted by the cell's port offset; 0 for none. */
    int https__port() default 8443;

    /** Port at the cell's own address, in its network namespace; 0 for none. */
    int namespace__http__port() default 80;

    /** Port at the cell's own address, in its network namespace; 0 for none. */
    int namespace__https__port() default 443;

    /** How long the request line and the headers of a request may be together: 1024 to 1048576. */
    int header__limit__bytes() default 16_384;

    /** After how long without a byte a connection is closed: 1 to 3600. */
    int idle__seconds() default 60;

    /** How many connections each listener has at a time; further ones wait to be accepted: 1 to 65536. */
    int connections__limit() default 512;
}
