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
        return source(className, source).declare(className, 0, service == null ? "" : provides(service));
    }

    /** What a component declares of a service that it is. */
    static String provides(String service) {
        return "<service><provide interface=\"" + service + "\"/></service>";
    }

    /** What a component declares of one value of its own. */
    static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>";
    }

    /** Declares a class of the bundle's as a component that is made at once; the rest of the declaration is given, as DS 1.4 has it. */
    BundleMaker declare(String className, int constructorParameters, String rest) {
        var xml = "OSGI-INF/" + className + ".xml";
        return more("Service-Component", xml).entry(xml, """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%1$s" immediate="true" init="%2$d">
                  <implementation class="%1$s"/>%3$s
                </scr:component>
                """.formatted(className, constructorParameters, rest));
    }

    /** Declares a class of the bundle's as its part of the API. */
    BundleMaker application(String className, String name) {
        return declare(className, 0, property("osgi.jaxrs.name", name) + property("osgi.jaxrs.application.base", "/" + name)
                + provides("javax.ws.rs.core.Application"));
    }

    /** Declares a class of the bundle's as a resource of an Application, with references in the order of its constructor. */
    BundleMaker resource(String className, String application, String... references) {
        var rest = new StringBuilder(property("osgi.jaxrs.resource", "true"))
                .append(property("osgi.jaxrs.application.select", "(osgi.jaxrs.name=" + application + ")"))
                .append(provides(className));
        for (int i = 0; i < references.length; i++) {
            rest.append("<reference name=\"r%1$d\" parameter=\"%1$d\" interface=\"%2$s\"/>".formatted(i, references[i]));
        }
        return declare(className, references.length, rest.toString());
    }

    /** Compiles a class, with all that is in its file. */
    BundleMaker source(String className, String source) {
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
            return this;
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
