package cell.rest.internal;

import javax.servlet.http.HttpServletRequest;

/** The number under which a request stands in the log, in the journal and in the error body. */
final class RequestId {
    static final String ATTRIBUTE = "cell.request_id";

    private RequestId() {}

    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
    }
}
