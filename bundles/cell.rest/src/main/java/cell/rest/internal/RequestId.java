package cell.rest.internal;

import javax.servlet.http.HttpServletRequest;

/** The number under which a request stands in the log, in the journal and in the error body. */
public final class RequestId {
    public static final String ATTRIBUTE = "cell.request_id";

    private RequestId() {}

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
    }
}
