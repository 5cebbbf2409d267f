package cell.core.internal.event;

import cell.api.error.CellException;
import cell.api.event.Topics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes each change that was asked for through the API into the journal: a success before its answer goes out, so that what a client
 * was told is on disk; a refusal soon. When the journal cannot be written, the change has happened all the same and its answer stays;
 * the cell's health says what is wrong.
 */
@Component(
        service = ContainerResponseFilter.class,
        property = {"osgi.jaxrs.extension:Boolean=true", "osgi.jaxrs.name=changes", "osgi.jaxrs.application.select=(osgi.jaxrs.name=*)"})
public final class ChangeRecorder implements ContainerResponseFilter {
    /** A resource may set this attribute of its request to say which part it changed: a JDK value, small, never a secret. */
    static final String CHANGED = "cell.changed";

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;
    private static final int LONGEST_PATH = 1_000;

    private final JournalComponent journal;

    @Activate
    public ChangeRecorder(@Reference JournalComponent journal) {
        this.journal = journal;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!CHANGING.contains(request.getMethod())) {
            return;
        }
        var path = request.getUriInfo().getRequestUri().getRawPath();
        int status = response.getStatus();
        var topic = Topics.of(service(path), "request", status < BAD_REQUEST ? "DONE" : status < INTERNAL ? "REFUSED" : "FAILED");
        if (status >= BAD_REQUEST) {
            journal.appendSoon(topic, data(request, path, status));
            return;
        }
        try {
            journal.append(topic, data(request, path, status));
        } catch (CellException e) { // the journal has said so
            journal.appendSoon(topic, data(request, path, status));
        }
    }

    private static Map<String, Object> data(ContainerRequestContext request, String path, int status) {
        var data = new TreeMap<String, Object>();
        data.put("method", request.getMethod());
        data.put("path", path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH));
        data.put("status", status);
        put(data, "request_id", request.getProperty("cell.request_id"));
        put(data, "changed", request.getProperty(CHANGED));
        return data;
    }

    private static void put(Map<String, Object> data, String name, Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    /** The first part of the path below {@code /api}. */
    private static String service(String path) {
        var parts = path.split("/", 4);
        return parts.length > 2 && SERVICE.matcher(parts[2]).matches() ? parts[2] : "core";
    }
}
