package cell.core.internal.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The UDP sockets of the calling thread's network namespace (proc(5), {@code net/udp}). With {@code SO_REUSEADDR}, which a DHCP server
 * needs to be bound to a wildcard and an address at once, Linux also lets two sockets have the very same address, and the younger one
 * silently gets everything: so the table is asked first.
 */
final class UdpTable {
    private static final Path FOLDER = Path.of("/proc/thread-self/net");

    private UdpTable() {}

    /** Whether a socket is bound to exactly this address and port. False where there is no such table. */
    static boolean taken(InetAddress address, int port) throws IOException {
        var bytes = address.getAddress();
        boolean four = address instanceof Inet4Address;
        return port != 0
                && (four && lists("udp", entry(bytes, port))
                        || lists("udp6", entry(four ? mapped(bytes) : bytes, port)));
    }

    private static boolean lists(String table, String entry) throws IOException {
        var file = FOLDER.resolve(table);
        if (!Files.isReadable(file)) {
            return false;
        }
        try (var lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.contains(": " + entry + " "));
        }
    }

    /** The address as the table has it: words of 32 bits in the machine's own order, in hex, then the port. */
    private static String entry(byte[] address, int port) {
        var words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        var text = new StringBuilder();
        while (words.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return text.append(String.format(Locale.ROOT, ":%04X", port)).toString();
    }

    /** An IPv4 address of an IPv6 socket (RFC 4291, section 2.5.5.2). */
    private static byte[] mapped(byte[] four) {
        return ByteBuffer.allocate(16).position(10).putShort((short) 0xffff).put(four).array();
    }
}
