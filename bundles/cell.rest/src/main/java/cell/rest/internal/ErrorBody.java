package cell.rest.internal;

import cell.api.error.FieldError;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a client gets for every failure.
 *
 * @param error what went wrong, in one sentence
 * @param timestamp when, in UTC
 * @param service whose answer it is; {@code cell} when no service was reached
 * @param requestId under which the log tells more
 * @param details the refused fields, left out when there is none
 */
public record ErrorBody(
        String error,
        String timestamp,
        String service,
        @JsonProperty("request_id") @JsonInclude(JsonInclude.Include.NON_NULL) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> details) {
    private static final ObjectMapper MAPPER = JsonExtension.mapper();

    public static ErrorBody of(String error, String service, String requestId, List<FieldError> details) {
        return new ErrorBody(error, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), service, requestId, details);
    }

    public byte[] toJson() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            return "{\"error\":\"internal error\"}".getBytes(StandardCharsets.UTF_8);
        }
    }
}
