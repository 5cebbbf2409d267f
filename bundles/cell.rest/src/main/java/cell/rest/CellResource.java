package cell.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Publishes a component as a JAX-RS resource of an Application of the same bundle. It appears only once JSON and the error body are
 * there, so that no early request sees anything else.
 */
@ComponentPropertyType
@Requirement(namespace = "osgi.implementation", name = "osgi.jaxrs", version = "1.0.0")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CellResource {
    String PREFIX_ = "osgi.jaxrs.";

    /** Marks the component; leave it. */
    boolean resource() default true;

    /** Which Application it belongs to, for example {@code (osgi.jaxrs.name=dns)}. */
    String application_select();

    /** What must be there before it; leave it. */
    String[] extension_select() default {"(osgi.jaxrs.media.type=application/json)", "(cell.extension=errors)"};
}
