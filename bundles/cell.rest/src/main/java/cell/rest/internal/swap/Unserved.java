package cell.rest.internal.swap;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/**
 * Notices that CXF has nothing at the path of an Application: it has no resources, or they are just coming or going. CXF says so in a
 * 404 page of its own, which is kept back; that is the only HTML that an Application's answer of this status may be.
 */
final class Unserved extends HttpServletResponseWrapper {
    private boolean noticed;

    Unserved(HttpServletResponse response) {
        super(response);
    }

    boolean noticed() {
        return noticed;
    }

    @Override
    public void setContentType(String type) {
        if (getStatus() == SC_NOT_FOUND && type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            noticed = true;
        } else {
            super.setContentType(type);
        }
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return noticed ? new PrintWriter(Writer.nullWriter()) : super.getWriter();
    }
}
