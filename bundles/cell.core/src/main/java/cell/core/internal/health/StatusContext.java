package cell.core.internal.health;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** Takes {@code /api/status} out of JAX-RS, whose chain costs as much again as all the rest of an answer (docs/adr/0008). */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = StatusContext.NAME, path = "/api/status")
public final class StatusContext extends ServletContextHelper {
    static final String NAME = "cell.status";
}
