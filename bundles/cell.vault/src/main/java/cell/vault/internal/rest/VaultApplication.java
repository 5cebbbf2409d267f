package cell.vault.internal.rest;

import cell.rest.CellApplication;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;

/** Everything below {@code /api/vault}. */
@Component(service = Application.class)
@CellApplication(name = "vault", application_base = "/vault")
public final class VaultApplication extends Application {}
