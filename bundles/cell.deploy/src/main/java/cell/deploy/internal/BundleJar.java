package cell.deploy.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
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
            var manifest = jar.getManifest();
            if (manifest == null) {
                throw new NoBundle("it has no manifest, so it is no bundle");
            }
            return of(manifest.getMainAttributes());
        } catch (ZipException e) {
            throw new NoBundle("it is no jar, or only a part of one");
        }
    }

    private static BundleJar of(Attributes manifest) throws NoBundle {
        var header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (header == null || header.isBlank()) {
            throw new NoBundle("its manifest has no " + Constants.BUNDLE_SYMBOLICNAME + ", so it is no bundle");
        }
        try {
            return new BundleJar(header.split(";", 2)[0].strip(), Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)));
        } catch (IllegalArgumentException e) {
            throw new NoBundle("its " + Constants.BUNDLE_VERSION + " is not a version");
        }
    }
}
