package cell.rest.internal;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.rest.internal.guard.Refusal;
import cell.rest.internal.swap.Startup;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.ext.ExceptionMapper;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.io.EofException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource throws into the error body. What is the cell's own fault is logged here, once, with the request's id. */
@Component(
        service = ExceptionMapper.class,
        scope = ServiceScope.PROTOTYPE,
        property = {
            "osgi.jaxrs.extension:Boolean=true",
            "osgi.jaxrs.name=errors",
            "cell.extension=errors",
            "osgi.jaxrs.application.select=(osgi.jaxrs.name=*)"
        })
public final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);
    private static final int INTERNAL = 500;
    private static final int TIMED_OUT = 408;
    private static final int NOT_FOUND = 404;

    private final Startup startup;

    @Context
    private UriInfo uri;

    @Context
    private HttpServletRequest request;

    @Activate
    public ErrorMapper(@Reference Startup startup) {
        this.startup = startup;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof CellException known) {
            return answer(known.kind().status(), known.getMessage(), known.details(), failure);
        }
        if (failure instanceof JsonProcessingException json) {
            return badJson(json);
        }
        var unread = unread(failure);
        if (unread.isPresent()) {
            return unread.get();
        }
        if (failure instanceof WebApplicationException web) {
            if (web.getCause() instanceof JsonProcessingException json) {
                return badJson(json);
            }
            if (web.getResponse().getStatus() == NOT_FOUND && startup.isGoingOn()) {
                return starting();
            }
            return refused(web);
        }
        return answer(INTERNAL, HttpStatus.sentence(INTERNAL), List.of(), failure);
    }

    /**
     * What JAX-RS refuses; with 405 it says which methods there are (RFC 9110, section 15.5.6). CXF counts those of deeper paths as well:
     * at least the one that was just refused is none.
     */
    private Response refused(WebApplicationException failure) {
        var status = failure.getResponse().getStatus();
        var answer = answer(status, HttpStatus.sentence(status), List.of(), failure);
        var allowed = new TreeSet<>(failure.getResponse().getAllowedMethods());
        allowed.remove(request.getMethod());
        return allowed.isEmpty() ? answer : Response.fromResponse(answer).allow(allowed).build();
    }

    /** The answer to a body that could not be read: it was refused on the way, came too slowly, or was malformed. */
    private Optional<Response> unread(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(answer(refusal.getCode(), refusal.getMessage(), List.of(), failure));
            }
            if (cause instanceof TimeoutException) {
                return Optional.of(answer(TIMED_OUT, HttpStatus.sentence(TIMED_OUT), List.of(), failure));
            }
            if (cause instanceof BadMessageException || cause instanceof EofException) {
                return Optional.of(answer(CellException.Kind.INVALID.status(), "The body is not complete or is malformed", List.of(), failure));
            }
        }
        return Optional.empty();
    }

    private Response starting() {
        return Response.status(CellException.Kind.UNAVAILABLE.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Retry-After", Startup.RETRY_SECONDS)
                .entity(ErrorBody.of(Startup.SENTENCE, "cell", RequestId.of(request), List.of()).toJson())
                .build();
    }

    private Response badJson(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return invalid(path(unknown), "is not known here");
        }
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getCause() instanceof IllegalArgumentException cause
                    ? invalid(path(mapping), cause.getMessage())
                    : invalid(path(mapping), "has a value of the wrong type or form");
        }
        return answer(CellException.Kind.INVALID.status(), "The body is not valid JSON, or is not of the form that is expected here", List.of(), failure);
    }

    private Response invalid(String field, String message) {
        var failure = CellException.invalid(field, message);
        return answer(failure.kind().status(), failure.getMessage(), failure.details(), failure);
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private Response answer(int status, String message, List<FieldError> details, Throwable failure) {
        var id = RequestId.of(request);
        if (status >= INTERNAL) {
            LOG.error("Request {} failed with {}: {}", id, status, message, failure);
        }
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(message, service(), id, details).toJson())
                .build();
    }

    private String service() {
        var base = uri.getBaseUri().getPath();
        var name = base.replaceFirst("^/api/?", "").replaceFirst("/.*$", "");
        return name.isEmpty() ? "cell" : name;
    }
}
