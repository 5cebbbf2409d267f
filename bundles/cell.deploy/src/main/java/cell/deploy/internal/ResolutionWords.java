package cell.deploy.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/** Says what an unresolved bundle lacks, from its requirements and from what the framework could give. */
final class ResolutionWords {
    private final FrameworkWiring framework;

    ResolutionWords(FrameworkWiring framework) {
        this.framework = framework;
    }

    /** What is missing; when every single thing is there, they do not fit together. */
    String tell(Bundle bundle) {
        return missing(bundle.adapt(BundleRevision.class), new HashSet<>())
                .orElse("what it needs is there, but does not fit together: two bundles provide the same package in different versions");
    }

    private Optional<String> missing(BundleRevision revision, Set<BundleRevision> seen) {
        if (revision == null || revision.getWiring() != null || !seen.add(revision)) {
            return Optional.empty();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(ResolutionWords::isMandatory)
                .flatMap(requirement -> missing(requirement, seen).stream())
                .findFirst();
    }

    private Optional<String> missing(BundleRequirement requirement, Set<BundleRevision> seen) {
        var providers = List.copyOf(framework.findProviders(requirement));
        if (providers.isEmpty()) {
            return Optional.of("it needs " + thing(requirement) + ", which " + nobody(requirement));
        }
        if (providers.stream().anyMatch(provider -> provider.getRevision().getWiring() != null)) {
            return Optional.empty();
        }
        var provider = providers.get(0).getRevision();
        return missing(provider, seen)
                .map(why -> "it needs " + thing(requirement) + " of bundle " + provider.getSymbolicName() + ", which does not resolve: " + why);
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        var directives = requirement.getDirectives();
        var effective = directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        var resolution = directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        return Namespace.EFFECTIVE_RESOLVE.equals(effective) && Namespace.RESOLUTION_MANDATORY.equals(resolution);
    }

    private static String thing(BundleRequirement requirement) {
        var namespace = requirement.getNamespace();
        var filter = new FilterWords(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE));
        var versions = filter.versions();
        return kind(namespace) + " " + filter.value(namespace).orElse("(unnamed)") + (versions.isEmpty() ? "" : " " + versions);
    }

    private static String kind(String namespace) {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package";
            case BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE -> "bundle";
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "Java environment";
            default -> namespace;
        };
    }

    /** Nobody provides it, or only in versions that will not do. */
    private String nobody(BundleRequirement requirement) {
        var namespace = requirement.getNamespace();
        var name = new FilterWords(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE)).value(namespace);
        var others = name.stream()
                .flatMap(value -> framework.findProviders(new AnyVersion(namespace, value)).stream())
                .map(ResolutionWords::version)
                .distinct().sorted().toList();
        return others.isEmpty() ? "no bundle provides" : "is here only as " + String.join(", ", others);
    }

    private static String version(BundleCapability capability) {
        var attributes = capability.getAttributes();
        return String.valueOf(attributes.getOrDefault("version", attributes.getOrDefault("bundle-version", "another")));
    }
}
