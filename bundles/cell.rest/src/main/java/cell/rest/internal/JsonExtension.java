package cell.rest.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import javax.ws.rs.ext.MessageBodyReader;
import javax.ws.rs.ext.MessageBodyWriter;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON as the API speaks it: snake_case, ISO 8601 times, unknown fields and duplicate keys refused, depth and lengths bounded. Each
 * Application has an instance of its own: what Jackson remembers of a service's classes, also in the
 * type factory that is shared by default, goes when the service goes.
 */
@Component(
        service = {MessageBodyReader.class, MessageBodyWriter.class},
        scope = ServiceScope.PROTOTYPE,
        configurationPid = "cell.rest",
        property = {
            "osgi.jaxrs.extension:Boolean=true",
            "osgi.jaxrs.name=json",
            "osgi.jaxrs.media.type=application/json",
            "osgi.jaxrs.application.select=(osgi.jaxrs.name=*)"
        })
public final class JsonExtension extends JacksonJsonProvider {
    private static final Logger LOG = LoggerFactory.getLogger(JsonExtension.class);
    private static final int TYPES_AT_FIRST = 16;
    private static final int TYPES_AT_MOST = 200;

    /** PID {@code cell.rest}: what a JSON text may be. Anything beyond is 400. */
    @interface Limits {
        /** Arrays and objects inside one another, 8 to 500. */
        int json__nesting__max() default 64;

        /** Characters of one string or name, 1024 and up. */
        int json__string__max__chars() default 1_048_576;

        /** Digits of one number, 20 to 1000. */
        int json__number__max__digits() default 64;
    }

    /** With the limits as shipped. */
    public JsonExtension() {
        super(mapper());
    }

    @Activate
    public JsonExtension(Limits limits) {
        super(read(limits, mapper()));
    }

    /** In force for the next request; nothing is published anew. */
    @Modified
    void modified(Limits limits) {
        setMapper(read(limits, _mapperConfig.getConfiguredMapper()));
        _readers.clear();
        _writers.clear();
    }

    private static ObjectMapper read(Limits limits, ObjectMapper otherwise) {
        try {
            return mapper(
                    within("json_nesting_max", limits.json__nesting__max(), 8, 500),
                    within("json_string_max_chars", limits.json__string__max__chars(), 1_024, Integer.MAX_VALUE),
                    within("json_number_max_digits", limits.json__number__max__digits(), 20, 1_000));
        } catch (IllegalArgumentException | ComponentException e) {
            LOG.error("cell.rest.cfg is not in force for JSON: {}", e.getMessage());
            return otherwise;
        }
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + " and must be from " + least + " to " + most);
        }
        return value;
    }

    static ObjectMapper mapper() {
        return mapper(64, 1 << 20, 64);
    }

    private static ObjectMapper mapper(int nesting, int stringChars, int numberDigits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(nesting)
                .maxStringLength(stringChars)
                .maxNumberLength(numberDigits)
                .build();
        LookupCache<Object, JavaType> types = new LRUMap<>(TYPES_AT_FIRST, TYPES_AT_MOST);
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                .typeFactory(TypeFactory.defaultInstance().withCache(types))
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }
}
