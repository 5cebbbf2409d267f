package cell.core.internal.health;

import cell.api.error.CellException;
import cell.rest.CellResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the services were. */
@Component(service = HistoryResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=cell)")
@Path("/health/history")
@Produces(MediaType.APPLICATION_JSON)
public final class HistoryResource {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final HealthHistory history;

    @Activate
    public HistoryResource(@Reference HealthHistory history) {
        this.history = history;
    }

    /**
     * Entries, oldest first: the last ones, or, with {@code since}, the first ones that are later. The time of the last entry is the
     * {@code since} of the next request.
     */
    @GET
    public byte[] history(@QueryParam("since") String since, @QueryParam("limit") String limit) {
        var entries = since == null ? history.last(limit(limit)) : history.since(instant(since), limit(limit));
        return ("[" + String.join(",", entries) + "]").getBytes(StandardCharsets.UTF_8);
    }

    private static int limit(String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw CellException.invalid("limit", "must be 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static Instant instant(String text) {
        try {
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw CellException.invalid("since", "must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
