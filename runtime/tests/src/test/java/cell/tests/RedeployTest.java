package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service bundle there is, replaced again and again, leaves nothing behind. */
@Tag("redeploy")
class RedeployTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int WARM_UP = 3;
    private static final int TIMES = 20;

    @Test
    void twentyUpdatesOfEachServiceLeaveEverythingAsItWas(@TempDir Path home) {
        try (var cell = CellProcess.start(home)) {
            var services = BundleMaker.files(cell.deploy()).stream().filter(file -> file.toString().endsWith(".jar")).toList();
            assertFalse(services.isEmpty(), "there are services");
            update(cell, services, 0, WARM_UP);
            var before = Footprint.of(cell);
            update(cell, services, WARM_UP, WARM_UP + TIMES);
            awaitNothing(cell, before);
            assertEquals(List.of(), BundleMaker.files(home.resolve("quarantine")));
        }
    }

    /** What is to be collected is collected some time after. */
    private static void awaitNothing(CellProcess cell, Footprint before) {
        var left = new AtomicReference<List<String>>();
        try {
            await("nothing is left behind", LIMIT, () -> {
                left.set(Footprint.of(cell).moreThan(before));
                return left.get().isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("The updates left behind " + left.get(), e);
        }
    }

    private static void update(CellProcess cell, List<Path> services, int from, int to) {
        for (int round = from; round < to; round++) {
            for (var service : services) {
                update(cell, service, "r" + round);
            }
        }
    }

    private static void update(CellProcess cell, Path service, String qualifier) {
        var maker = BundleMaker.copyOf(service);
        var version = maker.version().replaceAll("^(\\d+\\.\\d+\\.\\d+).*", "$1") + "." + qualifier;
        maker.version(version).dropAs(service);
        await(service.getFileName() + " works as " + version, LIMIT,
                () -> log(cell).contains("Bundle " + maker.symbolicName() + " " + version + " works after"));
        // Whoever asks makes the server keep what it knows of the service's classes: that must go, too.
        cell.get("/api/" + maker.symbolicName().replaceFirst("^cell\\.", ""));
    }

    private static String log(CellProcess cell) throws IOException {
        return Files.readString(cell.home().resolve("logs/cell.log"));
    }
}
