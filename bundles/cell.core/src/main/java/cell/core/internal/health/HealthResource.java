package cell.core.internal.health;

import cell.rest.CellResource;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the cell and its services are. Every answer is ready before it is asked for. {@link StatusServlet} has the shortest one. */
@Component(service = HealthResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=cell)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final Health health;

    @Activate
    public HealthResource(@Reference Health health) {
        this.health = health;
    }

    @GET
    @Path("health")
    public Response health() {
        return health.answers().health().toResponse();
    }

    @GET
    @Path("services/status")
    public Response services() {
        return health.answers().services().toResponse();
    }
}
