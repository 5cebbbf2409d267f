package cell.core.internal.event;

import cell.api.error.CellException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/** The parameters of {@code /events}. Each refuses a bad value with INVALID, naming it. */
final class EventsQuery {
    private static final Set<String> KNOWN = Set.of("format", "service", "topic", "since", "limit", "last_event_id", "number", "hash");
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final HttpServletRequest request;

    EventsQuery(HttpServletRequest request) {
        this.request = request;
        request.getParameterMap().keySet().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw CellException.invalid(name, "is not known here");
        });
    }

    /** Whether JSON is wanted instead of a stream. */
    boolean isJson() {
        var format = request.getParameter("format");
        if (format != null && !Set.of("json", "sse").contains(format)) {
            throw CellException.invalid("format", "must be json or sse");
        }
        return "json".equals(format);
    }

    Filter filter() {
        return Filter.of(request.getParameter("service"), request.getParameter("topic"));
    }

    OptionalLong since() {
        return number("since", request.getParameter("since"));
    }

    /** The number of the last event that the client got: the parameter, else the header of the HTML standard. */
    OptionalLong lastEventId() {
        var parameter = number("last_event_id", request.getParameter("last_event_id"));
        return parameter.isPresent() ? parameter : number("Last-Event-ID", request.getHeader("Last-Event-ID"));
    }

    int limit() {
        long limit = number("limit", request.getParameter("limit")).orElse(USUAL_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw CellException.invalid("limit", "must be 1 to " + MOST);
        }
        return (int) limit;
    }

    /** A head that the client noted earlier, or null. */
    Head knownHead() {
        var number = number("number", request.getParameter("number"));
        var hash = Optional.ofNullable(request.getParameter("hash"));
        if (number.isEmpty() && hash.isEmpty()) {
            return null;
        }
        if (number.isEmpty()) {
            throw CellException.invalid("number", "must be there when hash is");
        }
        if (hash.filter(text -> text.matches("[0-9a-f]{64}")).isEmpty()) {
            throw CellException.invalid("hash", "must be 64 hexadecimal digits in lower case");
        }
        return new Head(number.getAsLong(), hash.get());
    }

    private static OptionalLong number(String name, String text) {
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw CellException.invalid(name, "must be a whole number from 0 on");
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
