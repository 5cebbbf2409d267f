package cell.core.internal.health;

import cell.rest.CellResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Component;

/** Whether the cell is well. */
@Component(service = HealthResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=cell)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    @GET
    @Path("health")
    public Map<String, String> health() {
        return Map.of("status", "healthy", "timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
