package cell.sample.internal;

import cell.api.error.CellException;
import cell.rest.CellResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Parses a request, makes one call to the service, and maps the answer. No state, no catch that is not parsing, no logic. */
@Component(service = SampleResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=sample)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class SampleResource {
    private final Chores chores;

    @Activate
    public SampleResource(@Reference Chores chores) {
        this.chores = chores;
    }

    /** What JSON shows of the plug-in; {@code choresCount} appears as {@code chores_count}. */
    public record About(String version, Instant since, int choresCount) {}

    /** What JSON shows of a day. */
    public record Day(LocalDate date, List<String> chores) {}

    @GET
    public About about() {
        return new About(chores.version().toString(), chores.since(), chores.count());
    }

    /**
     * The chores of a day.
     *
     * @param date as {@code 2026-11-23}; today when it is left out
     */
    @GET
    @Path("chores")
    public Day chores(@QueryParam("date") String date) {
        var day = Optional.ofNullable(date).map(SampleResource::parse);
        return new Day(day.orElseGet(chores::today), chores.on(day).stream().map(Chore::what).toList());
    }

    private static LocalDate parse(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw CellException.invalid("date", "must be a date such as 2026-11-23");
        }
    }
}
