package cell.rest.internal.guard;

import cell.rest.internal.RequestId;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Decides on each request once its headers are there and before Jetty hands it to anything: the API, the console, a raw servlet or
 * nobody. It belongs to the connectors, not to what is published behind them, so nothing can be published past it. For any number of
 * threads.
 */
final class Guard implements HttpConfiguration.Customizer {
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int UNKNOWN_TYPE = 415;

    private final AccessRules access;
    private final RequestIds ids;
    private final LongSupplier nanos;
    private final RequestRate rate;
    private final AtomicReference<Limits> limits;
    private final AtomicInteger open = new AtomicInteger();

    Guard(AccessRules access, RequestIds ids, LongSupplier nanos, Limits limits) {
        this.access = access;
        this.ids = ids;
        this.nanos = nanos;
        this.rate = new RequestRate(nanos.getAsLong());
        this.limits = new AtomicReference<>(limits);
    }

    Limits limits() {
        return limits.get();
    }

    void limit(Limits changed) {
        limits.set(changed);
    }

    RequestIds ids() {
        return ids;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable response) {
        var id = ids.next();
        request.setAttribute(RequestId.ATTRIBUTE, id);
        AnswerHeaders.put(response, id, Request.getPathInContext(request));
        var connection = (GuardedConnection) request.getConnectionMetaData();
        access.check(connection.getRemoteSocketAddress(), request.getMethod(), connection.target(), request.getHeaders());
        var now = limits.get();
        checkLoad(connection, now);
        return limitBody(request, now);
    }

    private void checkLoad(GuardedConnection connection, Limits now) {
        if (!rate.admit(nanos.getAsLong(), now.rate())) {
            throw new Refusal(TOO_MANY, "Too many requests; try again in a second");
        }
        connection.countOpen(open);
        if (open.get() > now.openRequests()) {
            throw new Refusal(TOO_MANY, "Too many requests are being answered; try again in a second");
        }
    }

    private Request limitBody(Request request, Limits now) {
        long length = request.getLength();
        boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (length <= 0 && !chunked) {
            return request;
        }
        checkCharset(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        long most = isSmall(request.getHeaders().get(HttpHeader.CONTENT_TYPE)) ? now.jsonBytes() : now.otherBytes();
        if (length > most) {
            throw tooLarge(most);
        }
        return new LimitedBody(request, most, now, nanos);
    }

    /** Refused here because a servlet that is to decode it would fail as if the cell were at fault. */
    private static void checkCharset(String contentType) {
        try {
            var charset = MimeTypes.getCharsetFromContentType(contentType);
            if (charset == null || Charset.isSupported(charset)) {
                return;
            }
        } catch (IllegalCharsetNameException odd) {
            throw new Refusal(UNKNOWN_TYPE, "The charset of the body is no name of one");
        }
        throw new Refusal(UNKNOWN_TYPE, "The charset of the body is not known here");
    }

    static Refusal tooLarge(long most) {
        return new Refusal(TOO_LARGE, "The body may have at most " + most + " bytes");
    }

    /** What is read as a whole, such as JSON; a body whose type nobody names is nothing better. */
    private static boolean isSmall(String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return true;
        }
        int semicolon = contentType.indexOf(';');
        var type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json") || type.equals("application/x-www-form-urlencoded");
    }
}
