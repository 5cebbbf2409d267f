package cell.accounts.internal.rest;

import cell.rest.CellApplication;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;

/** The accounts' part of the API. */
@Component(service = Application.class)
@CellApplication(name = "accounts", application_base = "/accounts")
public final class AccountsApplication extends Application {}
