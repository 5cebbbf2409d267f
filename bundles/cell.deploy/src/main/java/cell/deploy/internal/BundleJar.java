package cell.deploy.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a bundle's file says of itself.
 *
 * @param symbolicName the bundle's name: there is one file for each
 * @param version of the bundle
 */
record BundleJar(String symbolicName, Version version) {
    private static final int MANIFEST_MAX_BYTES = 1 << 20;
    private static final Set<String> FRAMEWORK = Set.of(Constants.SYSTEM_BUNDLE_SYMBOLICNAME, "org.apache.felix.framework");

    /** A file that is no bundle; the message says why in one sentence. */
    static final class NoBundle extends Exception {
        private static final long serialVersionUID = 1L;

        NoBundle(String sentence) {
            super(sentence);
        }
    }

    static BundleJar of(Bundle bundle) {
        return new BundleJar(bundle.getSymbolicName(), bundle.getVersion());
    }

    static BundleJar read(Path file) throws IOException, NoBundle {
        try (var jar = new JarFile(file.toFile())) {
            var entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                throw new NoBundle("it has no manifest, so it is no bundle");
            }
            try (var in = jar.getInputStream(entry)) {
                return of(manifest(in.readNBytes(MANIFEST_MAX_BYTES + 1)));
            }
        } catch (ZipException e) {
            throw new NoBundle("it is no jar, or only a part of one");
        }
    }

    /** The framework reads a manifest as a whole: one that is packed small and unpacked huge would end the cell. */
    private static Attributes manifest(byte[] bytes) throws NoBundle {
        if (bytes.length > MANIFEST_MAX_BYTES) {
            throw new NoBundle("its manifest is larger than " + MANIFEST_MAX_BYTES + " bytes");
        }
        try {
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw new NoBundle("its manifest is malformed: " + e.getMessage());
        }
    }

    private static BundleJar of(Attributes manifest) throws NoBundle {
        refusePartOfFramework(manifest.getValue(Constants.FRAGMENT_HOST));
        var header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (header == null || header.isBlank()) {
            throw new NoBundle("its manifest has no " + Constants.BUNDLE_SYMBOLICNAME + ", so it is no bundle");
        }
        refusePartOfFramework(header);
        try {
            return new BundleJar(name(header), Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)));
        } catch (IllegalArgumentException e) {
            throw new NoBundle("its " + Constants.BUNDLE_VERSION + " is not a version");
        }
    }

    /** To take an extension of the framework away again, the framework restarts: the whole cell would stop. */
    private static void refusePartOfFramework(String header) throws NoBundle {
        if (header != null && FRAMEWORK.contains(name(header))) {
            throw new NoBundle("it is a part of the framework, which can neither be replaced nor removed while the cell runs");
        }
    }

    private static String name(String header) {
        return header.split(";", 2)[0].strip();
    }
}
