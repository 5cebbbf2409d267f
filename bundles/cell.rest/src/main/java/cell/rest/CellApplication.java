package cell.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Publishes a component of type {@link javax.ws.rs.core.Application} below {@code /api}. A service bundle has exactly one: a shared
 * one would be rebuilt, and answer 404, whenever any of its bundles comes or goes.
 */
@ComponentPropertyType
@Requirement(namespace = "osgi.implementation", name = "osgi.jaxrs", version = "1.0.0")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CellApplication {
    String PREFIX_ = "osgi.jaxrs.";

    /** The service's name, unique in the cell. */
    String name();

    /** The path below {@code /api}, with a slash in front and none at the end, for example {@code /dns}. */
    String application_base();
}
