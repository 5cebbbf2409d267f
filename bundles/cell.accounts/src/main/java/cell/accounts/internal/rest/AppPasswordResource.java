package cell.accounts.internal.rest;

import cell.accounts.internal.AccountsComponent;
import cell.accounts.internal.AppPasswords;
import cell.api.error.CellException;
import cell.rest.CellResource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.CacheControl;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A person's app passwords. */
@Component(service = AppPasswordResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=accounts)")
@Path("/people/{username}/app-passwords")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AppPasswordResource {
    private final AppPasswords appPasswords;

    @Activate
    public AppPasswordResource(@Reference AccountsComponent accounts) {
        this.appPasswords = accounts.domain().appPasswords();
    }

    @GET
    public List<AppPasswordBody> list(@PathParam("username") String username) {
        return appPasswords.list(username).stream().map(AppPasswordBody::of).toList();
    }

    /** The answer has the secret, so nothing on the way may keep it. */
    @POST
    public Response create(@PathParam("username") String username, AppPasswordRequest request) {
        var wanted = request == null ? new AppPasswordRequest(null, null) : request;
        var created = appPasswords.create(username, wanted.label(), services(wanted));
        var body = AppPasswordBody.of(created.password());
        var answer = new AppPasswordAnswer(
                "App password created; it is shown this once", body, created.secret().reveal());
        var never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(answer).cacheControl(never).build();
    }

    @DELETE
    @Path("/{id}")
    public Message revoke(@PathParam("username") String username, @PathParam("id") String id) {
        appPasswords.revoke(username, id);
        return new Message("App password " + id + " revoked");
    }

    private static Set<String> services(AppPasswordRequest request) {
        var services = request.services() == null ? List.<String>of() : request.services();
        if (services.stream().anyMatch(Objects::isNull)) {
            throw CellException.invalid("services", "must be names of services");
        }
        return new HashSet<>(services);
    }
}
