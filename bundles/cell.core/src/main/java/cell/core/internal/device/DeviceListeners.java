package cell.core.internal.device;

import cell.api.error.CellException;
import cell.api.net.Listener;
import cell.api.net.Sockets;
import cell.core.internal.device.DeviceSettings.Wanted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners that are open, brought in step with those that are to be. Used by one thread. */
final class DeviceListeners {
    private static final String IPV6_LOOPBACK = "::1";
    private static final Logger LOG = LoggerFactory.getLogger(DeviceListeners.class);

    /**
     * Why something is not open.
     *
     * @param sentence for a person
     * @param expected whether it lacks only what a cell may lack: a certificate, a privilege
     */
    record Problem(String sentence, boolean expected) {}

    /** What was opened, with the TLS that it was opened with. */
    private record Open(ServerConnector connector, Optional<SSLContext> tls) {}

    private final DeviceServer server;
    private final Sockets sockets;
    private final int portOffset;
    private final Map<Wanted, Open> open = new HashMap<>();

    /** @param portOffset what {@link Sockets} adds to ports of the host: here only to say so */
    DeviceListeners(DeviceServer server, Sockets sockets, int portOffset) {
        this.server = server;
        this.sockets = sockets;
        this.portOffset = portOffset;
    }

    /** Closes what is no longer wanted, opens what is missing, and tells what could not be. */
    List<Problem> reconcile(List<Wanted> wanted, Optional<SSLContext> tls) {
        closeAllBut(new LinkedHashSet<>(wanted), tls);
        var problems = new ArrayList<Problem>();
        for (var one : wanted) {
            if (!open.containsKey(one) && (!one.tls() || tls.isPresent())) {
                open(one, one.tls() ? tls : Optional.empty()).ifPresent(problems::add);
            }
        }
        if (tls.isEmpty() && wanted.stream().anyMatch(Wanted::tls)) {
            problems.add(new Problem("HTTPS is closed: there is no certificate, the vault is not installed", true));
        }
        return List.copyOf(problems);
    }

    private void closeAllBut(Set<Wanted> wanted, Optional<SSLContext> tls) {
        open.entrySet().removeIf(entry -> {
            boolean stays = wanted.contains(entry.getKey())
                    && (!entry.getKey().tls() || entry.getValue().tls().equals(tls))
                    && entry.getValue().connector().isOpen();
            if (!stays) {
                LOG.info("closing the device listener {}", name(entry.getKey()));
                server.close(entry.getValue().connector());
            }
            return !stays;
        });
    }

    private Optional<Problem> open(Wanted wanted, Optional<SSLContext> tls) {
        try {
            var channel = sockets.openTcp(wanted.endpoint());
            open.put(wanted, new Open(server.open(channel, tls, wanted.limits()), tls));
            LOG.info("opened the device listener {}", name(wanted));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Problem(name(wanted) + " is closed: " + e.getMessage(), isMissingIpv6(wanted)));
        } catch (CellException e) {
            return Optional.of(new Problem(name(wanted) + " is closed: " + e.getMessage(), true));
        }
    }

    /** A machine without IPv6 has no such loopback address: the defaults name it all the same. */
    private static boolean isMissingIpv6(Wanted wanted) {
        try {
            return wanted.endpoint().address().equals(IPV6_LOOPBACK)
                    && NetworkInterface.getByInetAddress(InetAddress.getByName(IPV6_LOOPBACK)) == null;
        } catch (IOException e) {
            return true;
        }
    }

    /** What is open, with the ports that it really has. */
    List<Listener> listeners() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().connector().getLocalPort() > 0)
                .map(entry -> new Listener(
                        entry.getKey().protocol(),
                        entry.getKey().endpoint().address(),
                        entry.getValue().connector().getLocalPort(),
                        entry.getKey().tls()))
                .sorted(Comparator.comparing(Listener::address).thenComparing(Listener::protocol))
                .toList();
    }

    void close() {
        closeAllBut(Set.of(), Optional.empty());
    }

    private String name(Wanted wanted) {
        var endpoint = wanted.endpoint();
        int port = endpoint.port() + (endpoint.namespace().isEmpty() ? portOffset : 0);
        var host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        var where = endpoint.namespace().isEmpty() ? "" : " in the namespace " + endpoint.namespace();
        return wanted.protocol() + "://" + host + ":" + port + where;
    }
}
