package cell.rest.internal.guard;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The headers of every answer. They tell a browser to guess no types, to keep no copy of an answer of the API, to run nothing in it, to
 * show it in no frame, and to give it to no other site. There is never a CORS header. The console brings scripts and styles, so it only
 * gets the rule about frames.
 */
final class AnswerHeaders {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String CONSOLE = "/system/";
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField NO_REFERRER = new PreEncodedHttpField("Referrer-Policy", "same-origin");
    private static final HttpField SAME_ORIGIN = new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin");
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NOTHING_RUNS =
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    private static final HttpField OWN_FRAMES = new PreEncodedHttpField("Content-Security-Policy", "frame-ancestors 'self'");

    private AnswerHeaders() {}

    static void put(HttpFields.Mutable headers, String requestId, String path) {
        headers.put(REQUEST_ID, requestId);
        headers.put(NO_SNIFFING);
        headers.put(NO_REFERRER);
        headers.put(SAME_ORIGIN);
        if (path != null && path.startsWith(CONSOLE)) {
            headers.put(OWN_FRAMES);
        } else {
            headers.put(NO_STORE);
            headers.put(NOTHING_RUNS);
        }
    }
}
