package cell.tests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Clients that ask for the same few paths without a pause until they are closed, and count what they get. */
final class Load implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LongAdder requests = new LongAdder();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final List<Thread> clients;
    private volatile boolean over;

    /** Each path is asked for by some of the clients. */
    Load(int count, List<URI> paths) {
        clients = IntStream.range(0, count).mapToObj(number -> {
            var thread = new Thread(() -> ask(paths.get(number % paths.size())), "client-" + number);
            thread.start();
            return thread;
        }).toList();
    }

    private void ask(URI uri) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
        while (!over) {
            try {
                int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
                if (status != 200) {
                    failed(uri.getPath() + " " + status);
                }
            } catch (java.io.IOException e) {
                failed(uri.getPath() + " " + e);
            } catch (InterruptedException e) {
                return;
            }
            requests.increment();
        }
    }

    private void failed(String how) {
        failures.computeIfAbsent(how, key -> new AtomicInteger()).incrementAndGet();
    }

    long requests() {
        return requests.sum();
    }

    Map<String, AtomicInteger> failures() {
        return failures;
    }

    @Override
    public void close() {
        over = true;
        for (var client : clients) {
            try {
                client.join(LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
