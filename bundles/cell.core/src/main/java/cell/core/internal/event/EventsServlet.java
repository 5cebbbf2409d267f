package cell.core.internal.event;

import cell.api.error.CellException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/events}: the journal as a stream or as JSON; and {@code /api/events/verify}. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=" + EventsContext.NAME + ")")
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardTarget("(cell.face=admin)")
public final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EventsServlet.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RETRY_AFTER_SECONDS = "30";

    private final transient JournalComponent journal;
    private final transient EventHub hub;

    @Activate
    public EventsServlet(@Reference JournalComponent journal, @Reference EventHub hub) {
        this.journal = journal;
        this.hub = hub;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (CellException e) {
            if (e.kind().status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                LOG.error("Request {} failed: {}", request.getAttribute("cell.request_id"), e.getMessage(), e);
                response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            }
            fail(request, response, e.kind().status(), e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (!path.isEmpty() && !"/verify".equals(path)) {
            throw CellException.notFound("There is nothing here");
        }
        if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            fail(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, CellException.notFound("This method is not allowed here"));
            return;
        }
        var query = new EventsQuery(request);
        if ("/verify".equals(path)) {
            json(response, JSON.writeValueAsBytes(verified(query)));
        } else if (query.isJson()) {
            json(response, page(query).getBytes(StandardCharsets.UTF_8));
        } else {
            stream(query, request, response);
        }
    }

    private Map<String, Object> verified(EventsQuery query) {
        var body = new LinkedHashMap<>(journal.verify(query.knownHead()).toJson());
        body.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return body;
    }

    private String page(EventsQuery query) {
        var since = query.since();
        var page = since.isPresent() ? journal.after(since.getAsLong(), query.filter(), query.limit()) : journal.last(query.filter(), query.limit());
        return page.entries().stream().map(Entry::json).collect(Collectors.joining(",", "{\"events\":[", "],\"next\":" + page.next() + "}"));
    }

    private void stream(EventsQuery query, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var filter = query.filter();
        long head = journal.head().number();
        long after = Math.min(query.lastEventId().orElse(head), head);
        hub.requireRoom();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if ("HEAD".equals(request.getMethod())) {
            return;
        }
        var exchange = request.startAsync();
        exchange.setTimeout(0);
        var out = response.getOutputStream();
        var follower = hub.add(exchange, out, filter, after);
        exchange.addListener(new EndOfExchange(() -> hub.remove(follower)));
        out.setWriteListener(follower);
    }

    private static void json(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response, int status, CellException failure) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", failure.getMessage());
        body.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("service", "events");
        if (request.getAttribute("cell.request_id") instanceof String id) {
            body.put("request_id", id);
        }
        if (!failure.details().isEmpty()) {
            body.put("details", failure.details());
        }
        response.setStatus(status);
        json(response, JSON.writeValueAsBytes(body));
    }
}
