package cell.core.internal.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.regex.Pattern;

/** Opens and binds channels in the network namespace of the calling thread. {@code ::} takes IPv4 as well, as Java has it. */
final class ChannelOpener {
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[A-Za-z0-9._-]{1,15})?");

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 256;

    private ChannelOpener() {}

    static DatagramChannel udp(InetSocketAddress at) throws IOException {
        if (UdpTable.taken(at.getAddress(), at.getPort())) {
            throw new BindException("Address already in use: " + shown(at));
        }
        var channel = open(at.getAddress(), DatagramChannel::open);
        bind(channel, at, () -> channel.bind(at));
        return channel;
    }

    static ServerSocketChannel tcp(InetSocketAddress at) throws IOException {
        var channel = open(at.getAddress(), ServerSocketChannel::open);
        bind(channel, at, () -> channel.bind(at, BACKLOG));
        return channel;
    }

    /** An address without ever asking a name server. */
    static InetAddress literal(String address) throws UnknownHostException {
        if (!LITERAL.matcher(address).matches()) {
            throw new UnknownHostException("not a literal IP address: " + address);
        }
        return InetAddress.getByName(address);
    }

    /**
     * Opens and closes one channel of each kind, so that whatever the class library starts for its own on first use is not started
     * by a thread that is inside another namespace.
     */
    static void warmUp() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        udp(loopback).close();
        tcp(loopback).close();
    }

    private interface Binding {
        NetworkChannel bind() throws IOException;
    }

    private static <C extends NetworkChannel & Channel> void bind(C channel, InetSocketAddress at, Binding binding) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            binding.bind();
        } catch (BindException e) {
            channel.close();
            var told = new BindException(e.getMessage() + ": " + shown(at));
            told.initCause(e);
            throw told;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private interface Opening<C> {
        C open(ProtocolFamily family) throws IOException;
    }

    private static <C> C open(InetAddress address, Opening<C> opening) throws IOException {
        try {
            return opening.open(address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            var told = new SocketException("this machine has no IPv6");
            told.initCause(e);
            throw told;
        }
    }

    private static String shown(InetSocketAddress at) {
        var host = at.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
    }
}
