package cell.rest.internal.guard;

/**
 * What one cell bears on its administration's port. All are checked when the configuration is read.
 *
 * @param headerBytes request line and headers together, 1 KiB to 1 MiB
 * @param jsonBytes a body of JSON, or of a type that is not named, 1 KiB to 256 MiB
 * @param otherBytes any other body, such as an upload, 1 KiB and up
 * @param headerSeconds from a request's first byte to the end of its headers, 1 to 300
 * @param graceSeconds how long a body may make us wait before its rate counts, 1 to 300
 * @param slowestRate the least rate of a body, averaged over the time that we waited for it, in bytes a second, 1 to 1 GiB
 * @param idleSeconds how long a connection may say nothing, 1 to 3,600
 * @param connections open at a time; further ones wait until one closes, 16 to 65,536
 * @param openRequests being answered at a time, 1 to 65,536
 * @param rate requests a second, and as many at once after a quiet second, 1 to 10,000,000
 */
record Limits(
        int headerBytes,
        int jsonBytes,
        long otherBytes,
        int headerSeconds,
        int graceSeconds,
        int slowestRate,
        int idleSeconds,
        int connections,
        int openRequests,
        int rate) {
    private static final int KIB = 1_024;
    private static final int MIB = 1_048_576;

    Limits {
        within("request_header_max_bytes", headerBytes, KIB, MIB);
        within("json_body_max_bytes", jsonBytes, KIB, 256L * MIB);
        within("other_body_max_bytes", otherBytes, KIB, Long.MAX_VALUE);
        within("request_header_max_seconds", headerSeconds, 1, 300);
        within("body_grace_seconds", graceSeconds, 1, 300);
        within("body_slowest_bytes_per_second", slowestRate, 1, 1L << 30);
        within("idle_max_seconds", idleSeconds, 1, 3_600);
        within("connections_max", connections, 16, 65_536);
        within("open_requests_max", openRequests, 1, 65_536);
        within("requests_per_second_max", rate, 1, 10_000_000);
    }

    /** The limits that hold when the file names none, or names bad ones at the start. */
    static Limits defaults() {
        return new Limits(16 * KIB, MIB, 1L << 34, 10, 10, KIB, 30, 2_048, 1_280, 200_000);
    }

    static Limits of(GuardConfig config) {
        return new Limits(
                config.request__header__max__bytes(),
                config.json__body__max__bytes(),
                config.other__body__max__bytes(),
                config.request__header__max__seconds(),
                config.body__grace__seconds(),
                config.body__slowest__bytes__per__second(),
                config.idle__max__seconds(),
                config.connections__max(),
                config.open__requests__max(),
                config.requests__per__second__max());
    }

    private static void within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + " and must be from " + least + " to " + most);
        }
    }
}
