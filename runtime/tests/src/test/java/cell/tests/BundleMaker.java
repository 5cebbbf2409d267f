package cell.tests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes bundles for tests: a changed copy of one that was built, or a new one from a few lines of Java. */
final class BundleMaker {
    /** What a bundle compiles against. */
    private static final Path LIB = CellProcess.ROOT.resolve("runtime/assembly/target/artifacts");

    private final Manifest manifest;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private BundleMaker(Manifest manifest) {
        this.manifest = manifest;
    }

    static BundleMaker copyOf(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var maker = new BundleMaker(new Manifest(file.getManifest()));
            for (var entry : file.stream().filter(entry -> !entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                try (var in = file.getInputStream(entry)) {
                    maker.entries.put(entry.getName(), in.readAllBytes());
                }
            }
            return maker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BundleMaker named(String symbolicName) {
        return read("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + symbolicName + "\nBundle-Version: 1.0.0\n");
    }

    private static BundleMaker read(String manifest) {
        try {
            return new BundleMaker(new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a header of the manifest. */
    BundleMaker header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Adds to a header that is a list. */
    BundleMaker more(String name, String clause) {
        var before = manifest.getMainAttributes().getValue(name);
        return header(name, before == null ? clause : before + "," + clause);
    }

    BundleMaker version(String version) {
        return header("Bundle-Version", version);
    }

    String version() {
        return manifest.getMainAttributes().getValue("Bundle-Version");
    }

    String symbolicName() {
        return manifest.getMainAttributes().getValue("Bundle-SymbolicName").split(";")[0].strip();
    }

    BundleMaker entry(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Compiles a class and adds a component of it that is made at once. */
    BundleMaker component(String className, String service, String source) {
        compile(className, source);
        var xml = "OSGI-INF/" + className + ".xml";
        return more("Service-Component", xml).entry(xml, """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" immediate="true">
                  <implementation class="%1$s"/>%2$s
                </scr:component>
                """.formatted(className, service == null ? "" : "<service><provide interface=\"" + service + "\"/></service>"));
    }

    private void compile(String className, String source) {
        try {
            var folder = Files.createTempDirectory("cell-bundle");
            var file = folder.resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            int failed = ToolProvider.getSystemJavaCompiler().run(
                    null, null, null, "--release", "17", "-proc:none", "-cp", classpath(), file.toString());
            if (failed != 0) {
                throw new IllegalArgumentException("It does not compile: " + source);
            }
            try (var classes = Files.walk(folder)) {
                for (var compiled : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                    entries.put(folder.relativize(compiled).toString(), Files.readAllBytes(compiled));
                }
            }
            CellProcess.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classpath() throws IOException {
        try (Stream<Path> files = Files.walk(LIB)) {
            return files.filter(path -> path.toString().endsWith(".jar")).map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    byte[] bytes() {
        try (var out = new ByteArrayOutputStream()) {
            try (var jar = new JarOutputStream(out, manifest)) {
                for (var entry : entries.entrySet()) {
                    jar.putNextEntry(new JarEntry(entry.getKey()));
                    jar.write(entry.getValue());
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts it into a folder by atomic rename, as an operator should. */
    void dropAs(Path target) {
        drop(bytes(), target);
    }

    static void drop(byte[] bytes, Path target) {
        try {
            var beside = target.resolveSibling("." + target.getFileName() + ".new");
            try (InputStream in = new ByteArrayInputStream(bytes)) {
                Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a folder by name, sorted. */
    static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
