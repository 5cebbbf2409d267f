package cell.sample.internal;

import cell.rest.CellApplication;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;

/** The plug-in's part of the API. */
@Component(service = Application.class)
@CellApplication(name = "sample", application_base = "/sample")
public final class SampleApplication extends Application {}
