package cell.api.error;

import java.util.Objects;

/**
 * A refused field of a request.
 *
 * @param field the field's name as the client wrote it, for example {@code ip_range}
 * @param message what is wrong with it and what is allowed
 */
public record FieldError(String field, String message) {
    public FieldError {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
