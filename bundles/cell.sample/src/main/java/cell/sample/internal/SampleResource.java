package cell.sample.internal;

import cell.rest.CellResource;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Component;

/** A greeting. */
@Component(service = SampleResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=sample)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class SampleResource {
    @GET
    public Map<String, String> greet() {
        return Map.of("message", "hello");
    }
}
