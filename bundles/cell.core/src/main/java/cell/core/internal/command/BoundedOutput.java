package cell.core.internal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Reads one stream of a tool to its end, or until it is longer than allowed. */
final class BoundedOutput implements Callable<String> {
    private static final int CHUNK = 8192;

    private final InputStream stream;
    private final int limit;
    private final Runnable whenOver;

    /**
     * @param limit bytes
     * @param whenOver called once, on the reading thread, when there is more
     */
    BoundedOutput(InputStream stream, int limit, Runnable whenOver) {
        this.stream = stream;
        this.limit = limit;
        this.whenOver = whenOver;
    }

    @Override
    public String call() throws IOException {
        var kept = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
            if (read > limit - kept.size()) {
                whenOver.run();
                break;
            }
            kept.write(chunk, 0, read);
        }
        return kept.toString(StandardCharsets.UTF_8);
    }
}
