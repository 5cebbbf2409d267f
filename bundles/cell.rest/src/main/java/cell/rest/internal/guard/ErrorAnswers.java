package cell.rest.internal.guard;

import cell.rest.internal.ErrorBody;
import cell.rest.internal.HttpStatus;
import cell.rest.internal.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the error body for whatever no service answers for: what the guard or Jetty refuses, and what a servlet lets fail. */
final class ErrorAnswers implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final int TOO_MANY = 429;
    private static final int INTERNAL = 500;

    private final RequestIds ids;

    ErrorAnswers(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException known ? known.getCode() : response.getStatus();
        response.setStatus(status);
        var id = request.getAttribute(RequestId.ATTRIBUTE) instanceof String known ? known : ids.next();
        if (status >= INTERNAL && !(cause instanceof HttpException)) {
            LOG.error("Request {} failed with {}: {} {}", id, status, request.getMethod(), request.getHttpURI().getPath(), (Throwable) cause);
        }
        if (org.eclipse.jetty.http.HttpStatus.hasNoBody(status)) {
            callback.succeeded();
            return true;
        }
        var body = ErrorBody.of(cause instanceof Refusal refusal ? refusal.getMessage() : HttpStatus.sentence(status), "cell", id, List.of());
        if (status == TOO_MANY) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        write(response, body.toJson(), id, callback);
        return true;
    }

    private static void write(Response response, byte[] body, String id, Callback callback) {
        AnswerHeaders.put(response.getHeaders(), id, null);
        response.getHeaders().put(JSON);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** A whole answer, for a connection on which no request was complete. */
    ByteBuffer raw(int status) {
        var id = ids.next();
        var body = ErrorBody.of(HttpStatus.sentence(status), "cell", id, List.of()).toJson();
        var head = "HTTP/1.1 " + status + " " + org.eclipse.jetty.http.HttpStatus.getMessage(status)
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nX-Request-Id: " + id + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        var bytes = head.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(bytes.length + body.length).put(bytes).put(body).flip();
    }
}
