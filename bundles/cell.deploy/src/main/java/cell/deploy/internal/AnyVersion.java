package cell.deploy.internal;

import java.util.Map;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * A question to the framework for something by its name alone.
 *
 * @param namespace what kind of thing
 * @param name its name, from another requirement's filter
 */
record AnyVersion(String namespace, String name) implements Requirement {
    @Override
    public String getNamespace() {
        return namespace;
    }

    @Override
    public Map<String, String> getDirectives() {
        return Map.of(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "(" + namespace + "=" + name + ")");
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public Resource getResource() {
        return null;
    }
}
