package cell.core.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.health.ServiceStatus;
import cell.api.net.Listener;
import cell.api.tls.CertificateIssuer;
import cell.core.internal.Await;
import cell.core.internal.FakeSettings;
import cell.core.internal.TestNamespace;
import cell.core.internal.command.CommandComponent;
import cell.core.internal.net.SocketsComponent;
import cell.core.internal.net.TestNetConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceComponentTest {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void opensOnTheHostAndFollowsItsConfiguration() throws Exception {
        int port = freePort();
        int other = freePort();
        var device = start(sockets("", new FakeSettings(folder, 0)), new FakeSettings(folder, 0), DeviceConfigs.with("http__port", port));
        Await.until("it is open", () -> device.listeners().equals(List.of(new Listener("http", "127.0.0.1", port, false))));
        device.serve(Optional.empty(), "/dav", new FakeServlet("dav"));
        assertEquals("dav /x http", get(HttpClient.newHttpClient(), "http://127.0.0.1:" + port + "/dav/x"));
        assertEquals(ServiceStatus.Level.ONLINE, device.status().level());

        device.modified(DeviceConfigs.with("http__port", other));
        Await.until("it moved", () -> device.listeners().equals(List.of(new Listener("http", "127.0.0.1", other, false))));
        assertEquals("dav /x http", get(HttpClient.newHttpClient(), "http://127.0.0.1:" + other + "/dav/x"));
    }

    @Test
    void shiftsItsPortsByTheOffset() throws Exception {
        int port = freePort();
        var settings = new FakeSettings(folder, 1);
        var device = start(sockets("", settings), settings, DeviceConfigs.with("http__port", port - 1));

        Await.until("it is open", () -> device.listeners().equals(List.of(new Listener("http", "127.0.0.1", port, false))));
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (var taken = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
            var settings = new FakeSettings(folder, 0);
            var device = start(sockets("", settings), settings, DeviceConfigs.with("http__port", port));

            Await.until("it tells", () -> !device.problems().isEmpty());
            var told = "http://127.0.0.1:" + port + " is closed: Address already in use: 127.0.0.1:" + port;
            assertEquals(List.of(told), device.problems());
            assertEquals(ServiceStatus.Level.OFFLINE, device.status().level());
        }
    }

    @Test
    void keepsHttpsClosedUntilThereIsACertificate() throws Exception {
        int port = freePort();
        var settings = new FakeSettings(folder, 0);
        var device = start(sockets("", settings), settings, DeviceConfigs.with("https__port", port));
        device.serve(Optional.empty(), "/", new FakeServlet("root"));
        var why = List.of("HTTPS is closed: there is no certificate, the vault is not installed");
        Await.until("it tells", () -> device.problems().equals(why));

        var certificate = certificate();
        CertificateIssuer issuer = () -> certificate;
        device.bindIssuer(issuer);
        Await.until("it is open", () -> device.listeners().equals(List.of(new Listener("https", "127.0.0.1", port, true))));
        var client = HttpClient.newBuilder().sslContext(certificate).build();
        assertEquals("root /x https", get(client, "https://localhost:" + port + "/x"));

        device.unbindIssuer(issuer);
        Await.until("it is closed", () -> device.problems().equals(why) && device.listeners().isEmpty());
    }

    @Test
    void listensInTheCellsNamespaceAndFollowsItsAddress() throws Exception {
        TestNamespace.requirePrivilege();
        try (var namespace = TestNamespace.make("dev")) {
            var settings = new FakeSettings(folder, 0);
            var sockets = sockets(namespace.name(), settings);
            var device = start(sockets, settings, DeviceConfigs.with("namespace__http__port", 80));
            device.serve(Optional.empty(), "/share", new FakeServlet("share"));
            Await.until("it is open", () -> device.listeners().equals(List.of(new Listener("http", "10.77.0.1", 80, false))));
            assertEquals("share /abc http", namespace.inside("curl", "-sS", "-m", "5", "http://10.77.0.1/share/abc"));
            assertTrue(namespace.inside("curl", "-sS", "-m", "5", "http://10.77.0.1/api/status").contains("\"error\":\"nothing is here\""));

            var before = settings.current();
            settings.change("10.78.0.0/24");
            device.changed(before, settings.current());
            Await.until("it moved", () -> device.listeners().equals(List.of(new Listener("http", "10.78.0.1", 80, false))));
            assertEquals("share /abc http", namespace.inside("curl", "-sS", "-m", "5", "http://10.78.0.1/share/abc"));
        }
    }

    @Test
    void saysWhyDevicesOfTheNetworkCannotReachIt() throws Exception {
        int port = freePort();
        var settings = new FakeSettings(folder, 0);
        var device = start(sockets("", settings), settings, DeviceConfigs.with("http__port", port, "namespace__http__port", 80));
        var why = "not reachable at the cell's own address: no network namespace is configured: namespace in cell.net is empty";
        Await.until("it tells", () -> device.problems().equals(List.of(why)));

        assertEquals(ServiceStatus.Level.ONLINE, device.status().level());
        assertEquals(List.of(why), device.status().details().get("notes"));
    }

    @Test
    void readsSeveralAddressesFromOneLine() {
        var config = DeviceConfigs.with("addresses", new String[] {"127.0.0.1, ::1"});

        assertEquals(List.of("127.0.0.1", "::1"), DeviceSettings.of(config).addresses());
    }

    @Test
    void refusesAConfigurationWithKeyValueAndWhatIsAllowed() {
        var refused = assertThrows(IllegalArgumentException.class, () -> DeviceSettings.of(DeviceConfigs.with("http__port", 70_000)));

        assertEquals("cell.device: http_port=70000 is not in 0 to 65535", refused.getMessage());
    }

    private SocketsComponent sockets(String namespace, FakeSettings settings) {
        var commands = new CommandComponent();
        opened.push(commands::close);
        var sockets = new SocketsComponent(TestNetConfig.of(namespace), settings, commands);
        opened.push(sockets::close);
        return sockets;
    }

    private DeviceComponent start(SocketsComponent sockets, FakeSettings settings, DeviceConfig config) {
        var device = new DeviceComponent(config, settings, sockets);
        opened.push(device::close);
        return device;
    }

    private SSLContext certificate() throws Exception {
        var file = folder.resolve("key.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        TestNamespace.run(keytool, "-genkeypair", "-keyalg", "EC", "-alias", "cell", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit");
        var store = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(file)) {
            store.load(stream, "changeit".toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String get(HttpClient client, String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (var probe = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }
}
