package cell.sample.internal;

import cell.rest.CellApplication;
import javax.ws.rs.core.Application;
import org.osgi.service.component.annotations.Component;

/**
 * The plug-in's part of the API: everything below {@code /api/sample}. Each bundle has an Application of its own, so that nobody
 * else notices when it is replaced. It stays empty: resources find it by its name.
 */
@Component(service = Application.class)
@CellApplication(name = "sample", application_base = "/sample")
public final class SampleApplication extends Application {}
