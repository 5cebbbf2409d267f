package cell.api.error;

import java.util.List;
import java.util.Objects;

/** The one way for a service to fail. Its message is shown to the client: it never holds a secret, a path or a class name. */
public final class CellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, and the HTTP status that tells it. */
    public enum Kind {
        /** The request is wrong; nothing was changed. */
        INVALID(400),
        /** The caller may not do this. */
        FORBIDDEN(403),
        /** The thing asked for is not there. */
        NOT_FOUND(404),
        /** The thing is there already, or another thing is in the way. */
        CONFLICT(409),
        /** The cell is at fault; the log tells more under the request's id. */
        INTERNAL(500),
        /** An engine, a privilege or the disk is missing; the message says which and what to do. */
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status code. */
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient List<FieldError> details;

    public CellException(Kind kind, String message, List<FieldError> details, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.details = List.copyOf(details);
    }

    public CellException(Kind kind, String message) {
        this(kind, message, List.of(), null);
    }

    /** A request with one refused field. */
    public static CellException invalid(String field, String message) {
        return new CellException(Kind.INVALID, field + ": " + message, List.of(new FieldError(field, message)), null);
    }

    /** A request with several refused fields. */
    public static CellException invalid(List<FieldError> details) {
        var first = details.get(0);
        return new CellException(Kind.INVALID, first.field() + ": " + first.message(), details, null);
    }

    public static CellException notFound(String message) {
        return new CellException(Kind.NOT_FOUND, message);
    }

    public static CellException conflict(String message) {
        return new CellException(Kind.CONFLICT, message);
    }

    public static CellException forbidden(String message) {
        return new CellException(Kind.FORBIDDEN, message);
    }

    public static CellException unavailable(String message) {
        return new CellException(Kind.UNAVAILABLE, message);
    }

    public static CellException unavailable(String message, Throwable cause) {
        return new CellException(Kind.UNAVAILABLE, message, List.of(), cause);
    }

    public static CellException internal(String message, Throwable cause) {
        return new CellException(Kind.INTERNAL, message, List.of(), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** The refused fields, empty when no single field is to blame. */
    public List<FieldError> details() {
        return details == null ? List.of() : details;
    }
}
