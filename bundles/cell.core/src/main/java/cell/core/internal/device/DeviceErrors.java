package cell.core.internal.device;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes the cell's error body for every failure: a servlet's, an unknown path's, and what Jetty refuses before any handler. */
final class DeviceErrors extends ErrorHandler {
    /** The request's attribute for a message that is made for the client. */
    static final String MESSAGE = "cell.device.message";

    private final Clock clock;

    DeviceErrors(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var body = new ErrorBody(message(request, response.getStatus()), clock.instant()).json();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    /** What an exception says is for the log: the client gets the words of a {@code sendError} below 500, or those of the status. */
    private static String message(Request request, int status) {
        var made = Optional.ofNullable(request.getAttribute(MESSAGE)).map(Object::toString);
        var said = Optional.ofNullable(request.getAttribute(ERROR_MESSAGE))
                .map(Object::toString)
                .filter(text -> status < HttpStatus.INTERNAL_SERVER_ERROR_500)
                .filter(text -> !text.isBlank() && !text.equals(HttpStatus.getMessage(status)));
        return made.or(() -> said).orElseGet(() -> words(status));
    }

    private static String words(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> "nothing is here";
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "the cell is at fault; its log tells more";
            default -> HttpStatus.getMessage(status);
        };
    }
}
