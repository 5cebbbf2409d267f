package cell.vault.internal.rest;

import cell.api.error.CellException;
import cell.rest.CellResource;
import cell.vault.internal.VaultComponent;
import cell.vault.internal.seal.SealKind;
import cell.vault.internal.seal.VaultSeal;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What opens the vault, and whether it is open. */
@Component(service = SealResource.class)
@CellResource(application_select = "(osgi.jaxrs.name=vault)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SealResource {
    private final VaultSeal seal;

    @Activate
    public SealResource(@Reference VaultComponent vault) {
        this.seal = vault.seal();
    }

    /**
     * How the vault is sealed.
     *
     * @param sealed whether nothing can be opened now
     * @param kind {@code key_file} or {@code passphrase}
     * @param reason why it is sealed and what to do; null while it is open
     */
    public record SealBody(boolean sealed, String kind, String reason) {}

    public record SealAnswer(String message, SealBody seal) {}

    /** Not printable: it holds a secret. */
    public record UnsealRequest(String passphrase) {
        @Override
        public String toString() {
            return "UnsealRequest";
        }
    }

    /** Not printable: it holds secrets. */
    public record SealRequest(String kind, String passphrase, String currentPassphrase) {
        @Override
        public String toString() {
            return "SealRequest " + kind;
        }
    }

    @GET
    @Path("seal")
    public SealBody get() {
        return new SealBody(!seal.isOpen(), seal.kind().word(), seal.reason().orElse(null));
    }

    @POST
    @Path("unseal")
    public SealAnswer unseal(UnsealRequest request) {
        seal.unseal(Optional.ofNullable(request).map(UnsealRequest::passphrase));
        return new SealAnswer("Vault unsealed", get());
    }

    @POST
    @Path("seal")
    @Consumes(MediaType.WILDCARD)
    public SealAnswer close() {
        seal.close();
        return new SealAnswer("Vault sealed", get());
    }

    @PUT
    @Path("seal")
    public SealAnswer change(SealRequest request) {
        if (request == null || request.kind() == null) {
            throw CellException.invalid("kind", "must be key_file or passphrase");
        }
        var current = Optional.ofNullable(request.currentPassphrase());
        if (request.kind().equals(SealKind.KEY_FILE.word())) {
            seal.useKeyFile(current);
        } else if (request.kind().equals(SealKind.PASSPHRASE.word())) {
            seal.usePassphrase(current, Optional.ofNullable(request.passphrase()).orElse(""));
        } else {
            throw CellException.invalid("kind", "must be key_file or passphrase");
        }
        return new SealAnswer("Seal changed", get());
    }
}
