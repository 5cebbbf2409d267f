package cell.core.internal;

import cell.rest.CellApplication;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;

/** The kernel's part of the API, directly below {@code /api}. */
@Component(service = Application.class)
@CellApplication(name = "cell", application_base = "/")
public final class CoreApplication extends Application {}
