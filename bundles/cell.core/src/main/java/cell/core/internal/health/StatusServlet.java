package cell.core.internal.health;

import cell.api.error.CellException;
import cell.rest.CellServlet;
import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardTarget;

/** {@code /api/status}, which programs poll: bytes that were ready before anybody asked. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=" + StatusContext.NAME + ")")
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardTarget("(cell.face=admin)")
public final class StatusServlet extends CellServlet {
    private static final long serialVersionUID = 1L;

    private final transient Health health;

    @Activate
    public StatusServlet(@Reference Health health) {
        super("cell");
        this.health = health;
    }

    @Override
    protected void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path.isEmpty()) {
            throw CellException.notFound("There is nothing here");
        }
        var status = health.answers().status();
        json(response, status.status(), status.json());
    }
}
