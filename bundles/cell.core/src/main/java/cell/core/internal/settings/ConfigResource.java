package cell.core.internal.settings;

import cell.api.error.CellException;
import cell.api.net.DomainName;
import cell.rest.CellResource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cell's configuration: the contract's six keys, the former domains, and what services add. */
@Component(service = ConfigResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=cell)")
@Path("/config")
@Produces(MediaType.APPLICATION_JSON)
public final class ConfigResource {
    private final SettingsComponent settings;

    @Activate
    public ConfigResource(@Reference SettingsComponent settings) {
        this.settings = settings;
    }

    @GET
    public Map<String, Object> get() {
        return settings.document();
    }

    /** Changes the keys that are sent, all or none. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Object> put(Map<String, Object> wanted, @QueryParam("renumber") @DefaultValue("false") String renumber) {
        if (wanted == null) {
            throw new CellException(CellException.Kind.INVALID, "A JSON object with the keys to change is missing");
        }
        if (!renumber.equals("true") && !renumber.equals("false")) {
            throw CellException.invalid("renumber", "must be true or false");
        }
        settings.writer().change(wanted, renumber.equals("true"));
        return answer("Configuration updated successfully");
    }

    /** Ends a domain that the cell had before: its zone and its mail aliases go. */
    @DELETE
    @Path("/former-domains/{domain}")
    public Map<String, Object> deleteFormerDomain(@PathParam("domain") String domain) {
        settings.writer().forget(name(domain));
        return answer("Former domain deleted successfully");
    }

    private static DomainName name(String text) {
        try {
            return DomainName.parse(text);
        } catch (IllegalArgumentException e) {
            throw CellException.notFound("There is no such former domain");
        }
    }

    private Map<String, Object> answer(String message) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("message", message);
        answer.put("config", settings.document());
        return answer;
    }
}
