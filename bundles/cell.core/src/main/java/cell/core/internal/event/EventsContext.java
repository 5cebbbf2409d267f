package cell.core.internal.event;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** Takes {@code /api/events} out of JAX-RS, whose event streams hold a thread while a reader is slow. */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = EventsContext.NAME, path = "/api/events")
public final class EventsContext extends ServletContextHelper {
    static final String NAME = "cell.events";
}
