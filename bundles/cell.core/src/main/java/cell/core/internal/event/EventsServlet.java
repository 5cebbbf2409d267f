package cell.core.internal.event;

import cell.api.error.CellException;
import cell.rest.CellServlet;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardTarget;

/** {@code /api/events}: the journal as a stream or as JSON; and {@code /api/events/verify}. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=" + EventsContext.NAME + ")")
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardTarget("(cell.face=admin)")
public final class EventsServlet extends CellServlet {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final transient JournalComponent journal;
    private final transient EventHub hub;

    @Activate
    public EventsServlet(@Reference JournalComponent journal, @Reference EventHub hub) {
        super("events");
        this.journal = journal;
        this.hub = hub;
    }

    @Override
    protected void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path.isEmpty() && !"/verify".equals(path)) {
            throw CellException.notFound("There is nothing here");
        }
        var query = new EventsQuery(request);
        if ("/verify".equals(path)) {
            json(response, HttpServletResponse.SC_OK, JSON.writeValueAsBytes(verified(query)));
        } else if (query.isJson()) {
            json(response, HttpServletResponse.SC_OK, page(query).getBytes(StandardCharsets.UTF_8));
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
}
