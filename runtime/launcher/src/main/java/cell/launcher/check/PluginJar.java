package cell.launcher.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The jar under test, as its manifest and its component descriptions tell of it.
 *
 * @param file where it is
 * @param symbolicName the bundle's name
 * @param version its version
 * @param components its declarative services
 */
record PluginJar(Path file, String symbolicName, String version, List<Component> components) {
    /**
     * A declarative service.
     *
     * @param name of the component
     * @param provides the services that it registers
     * @param properties its properties by name; of a list the values are separated by line ends
     */
    record Component(String name, List<String> provides, Map<String, String> properties) {
        boolean isApplication() {
            return provides.contains("javax.ws.rs.core.Application");
        }

        boolean isResource() {
            return "true".equals(properties.get("osgi.jaxrs.resource"));
        }

        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    static PluginJar read(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            var name = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (name == null) {
                throw new IOException(file + " is no bundle: its manifest has no Bundle-SymbolicName");
            }
            var version = manifest.getMainAttributes().getValue("Bundle-Version");
            return new PluginJar(file, name.split(";")[0].strip(), version == null ? "0.0.0" : version, components(jar, manifest));
        }
    }

    private static List<Component> components(JarFile jar, Manifest manifest) throws IOException {
        var components = new ArrayList<Component>();
        var header = manifest.getMainAttributes().getValue("Service-Component");
        for (var name : header == null ? new String[0] : header.split(",")) {
            var entry = jar.getJarEntry(name.strip());
            if (entry != null) {
                try (var in = jar.getInputStream(entry)) {
                    var factory = DocumentBuilderFactory.newInstance();
                    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                    components.add(component(factory.newDocumentBuilder().parse(in).getDocumentElement()));
                } catch (SAXException | ParserConfigurationException e) {
                    throw new IOException(name + " is not well-formed: " + e.getMessage(), e);
                }
            }
        }
        return components;
    }

    private static Component component(Element component) {
        var properties = new HashMap<String, String>();
        elements(component, "property").forEach(property -> properties.put(property.getAttribute("name"),
                property.hasAttribute("value") ? property.getAttribute("value") : property.getTextContent().strip()));
        var provides = elements(component, "provide").stream().map(provide -> provide.getAttribute("interface")).toList();
        return new Component(component.getAttribute("name"), provides, properties);
    }

    private static List<Element> elements(Element parent, String name) {
        var found = new ArrayList<Element>();
        var nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    /** Puts a copy that differs only in its version into a folder, by atomic rename; returns that version. */
    String dropInto(Path folder, int round) throws IOException {
        var next = version.replaceAll("^(\\d+)$", "$1.0.0")
                .replaceAll("^(\\d+\\.\\d+)$", "$1.0").replaceAll("^(\\d+\\.\\d+\\.\\d+).*", "$1") + ".check" + round;
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarFile(file.toFile())) {
            var manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", next);
            try (var out = new JarOutputStream(bytes, manifest)) {
                for (var entry : jar.stream().filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (var in = jar.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        var beside = Files.write(folder.resolve("." + symbolicName + ".new"), bytes.toByteArray());
        Files.move(beside, folder.resolve(symbolicName + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        return next;
    }
}
