package cell.accounts.internal.rest;

import cell.accounts.internal.AccountsComponent;
import cell.accounts.internal.AccountsDomain;
import cell.api.account.Person;
import cell.rest.CellResource;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The people, over all services. They are added by the services: {@code POST /email/users} and its like. */
@Component(service = PeopleResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=accounts)")
@Path("/people")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PeopleResource {
    private final AccountsDomain accounts;

    @Activate
    public PeopleResource(@Reference AccountsComponent accounts) {
        this.accounts = accounts.domain();
    }

    @GET
    public List<PersonBody> list() {
        return accounts.directory().all().stream().map(this::body).toList();
    }

    @GET
    @Path("/{username}")
    public PersonBody get(@PathParam("username") String username) {
        return body(accounts.directory().require(username));
    }

    /** Takes all services, and with the last one the person. */
    @DELETE
    @Path("/{username}")
    public Message delete(@PathParam("username") String username) {
        accounts.remove(username);
        return new Message("Person " + username + " deleted successfully");
    }

    @PUT
    @Path("/{username}/password")
    public PersonAnswer changePassword(@PathParam("username") String username, PasswordRequest request) {
        return answer("Password changed", accounts.passwords().change(username, password(request)));
    }

    @DELETE
    @Path("/{username}/services/{service}")
    public Message withdraw(@PathParam("username") String username, @PathParam("service") String service) {
        accounts.withdraw(service, username);
        return new Message("Service " + service + " taken from " + username);
    }

    @PUT
    @Path("/{username}/services/{service}/password")
    public PersonAnswer changePasswordFor(
            @PathParam("username") String username, @PathParam("service") String service, PasswordRequest request) {
        return answer("Password for " + service + " changed", accounts.passwords().changeFor(username, service, password(request)));
    }

    @DELETE
    @Path("/{username}/services/{service}/password")
    public PersonAnswer removePasswordFor(@PathParam("username") String username, @PathParam("service") String service) {
        return answer("Password for " + service + " removed", accounts.passwords().removeFor(username, service));
    }

    @DELETE
    @Path("/{username}/lock-out")
    public PersonAnswer unlock(@PathParam("username") String username) {
        return answer("Lock-out ended", accounts.unlock(username));
    }

    private PersonAnswer answer(String message, Person person) {
        return new PersonAnswer(message, body(person));
    }

    private PersonBody body(Person person) {
        return PersonBody.of(person, accounts.lockedUntil(person.username()));
    }

    /** Null for an empty body, which is refused further in like a missing field. */
    private static String password(PasswordRequest request) {
        return request == null ? null : request.password();
    }
}
