package cell.rest.internal.guard;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * A connection that remembers the target of its request as it was sent (Jetty forgets whether it was absolute), counts it while it is
 * being answered, and can be ended when the headers take too long.
 */
final class GuardedConnection extends HttpConnection {
    private final AtomicBoolean ended = new AtomicBoolean();
    private GuardedStream stream;
    private long lastRequests;
    private long lastBytes;
    private long sendingSince;

    GuardedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        stream = new GuardedStream(method, uri, version);
        return stream;
    }

    /** The target of the present request, raw. */
    String target() {
        return stream.target;
    }

    /** Counts the present request until its answer is complete or has failed. */
    void countOpen(AtomicInteger open) {
        stream.count(open);
    }

    /**
     * For how long a request's headers have been coming in, in nanoseconds; 0 when none are. Only the watch calls it, so a request that
     * came and went between two calls is seen by its number.
     */
    long sendingFor(long now) {
        long requests = getMessagesIn();
        long bytes = getBytesIn();
        var state = getParser().getState();
        boolean inHead = state.ordinal() < HttpParser.State.CONTENT.ordinal();
        boolean sending = inHead && (state != HttpParser.State.START || requests == lastRequests && bytes != lastBytes);
        if (requests != lastRequests || !sending) {
            sendingSince = sending ? now : 0;
            lastBytes = bytes;
        } else if (sendingSince == 0) {
            sendingSince = now;
        }
        lastRequests = requests;
        return sendingSince == 0 ? 0 : now - sendingSince;
    }

    /** Sends a last answer and closes, unless the headers have become complete after all. */
    void end(ByteBuffer answer) {
        ended.set(true);
        if (getParser().getState().ordinal() < HttpParser.State.CONTENT.ordinal()) {
            getEndPoint().write(Callback.from(getEndPoint()::close, failure -> getEndPoint().close()), answer);
        } else {
            ended.set(false);
        }
    }

    private final class GuardedStream extends HttpStreamOverHTTP1 {
        private final String target;
        private AtomicInteger counter;

        private GuardedStream(String method, String uri, HttpVersion version) {
            super(method, uri, version);
            this.target = uri == null ? "" : uri;
        }

        private void count(AtomicInteger open) {
            counter = open;
            counter.incrementAndGet();
        }

        private void uncount() {
            if (counter != null) {
                counter.decrementAndGet();
                counter = null;
            }
        }

        @Override
        public Runnable headerComplete() {
            if (ended.get()) {
                throw new Refusal(408, "The headers took too long");
            }
            return super.headerComplete();
        }

        @Override
        public void succeeded() {
            uncount();
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            uncount();
            super.failed(failure);
        }
    }
}
