package cell.accounts.internal.rest;

import cell.accounts.internal.AccountsComponent;
import cell.rest.CellResource;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the accounts are. */
@Component(service = StatusResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=accounts)")
@Path("/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {
    private final AccountsComponent accounts;

    @Activate
    public StatusResource(@Reference AccountsComponent accounts) {
        this.accounts = accounts;
    }

    @GET
    public StatusBody status() {
        return StatusBody.of(accounts.status());
    }
}
