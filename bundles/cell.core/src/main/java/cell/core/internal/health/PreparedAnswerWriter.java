package cell.core.internal.health;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyWriter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * Hands prepared bytes over. It ranks before the JSON writer, which would take any type: CXF then finds it in its cache, where for
 * plain bytes it walks through all writers for each answer.
 */
@Component(
        service = MessageBodyWriter.class,
        property = {"osgi.jaxrs.extension:Boolean=true", "osgi.jaxrs.name=prepared", "osgi.jaxrs.application.select=(osgi.jaxrs.name=cell)"})
@ServiceRanking(1_000)
public final class PreparedAnswerWriter implements MessageBodyWriter<PreparedAnswer> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == PreparedAnswer.class;
    }

    @Override
    public void writeTo(PreparedAnswer answer, Class<?> type, Type generic, Annotation[] annotations, MediaType media,
            MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        out.write(answer.json());
    }
}
