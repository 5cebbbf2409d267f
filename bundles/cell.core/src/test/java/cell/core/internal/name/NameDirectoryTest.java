package cell.core.internal.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.api.name.NameRecord;
import cell.api.name.PublishedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NameDirectoryTest {
    private final NameDirectoryComponent directory = new NameDirectoryComponent();

    @Test
    void tellsWhatIsThereNowAndEachChange() throws Exception {
        var leases = new PublishedNames(List.of(laptop("10.0.0.100")));
        directory.bindSource(leases);
        var told = new ArrayList<List<NameRecord>>();
        try (var following = directory.follow(told::add)) {
            leases.publish(List.of(laptop("10.0.0.101")));
            leases.publish(List.of(laptop("10.0.0.101")));
        }
        leases.publish(List.of());
        assertEquals(List.of(List.of(laptop("10.0.0.100")), List.of(laptop("10.0.0.101"))), told);
    }

    @Test
    void aSourceThatGoesTakesItsNamesAlong() {
        var leases = new PublishedNames(List.of(laptop("10.0.0.100")));
        var peers = new PublishedNames(List.of(new NameRecord("phone", "A", "10.0.0.2", 60)));
        directory.bindSource(leases);
        directory.bindSource(peers);
        directory.unbindSource(leases);
        assertEquals(List.of(new NameRecord("phone", "A", "10.0.0.2", 60)), directory.records());
        leases.publish(List.of(laptop("10.0.0.102")));
        assertEquals(1, directory.records().size());
    }

    @Test
    void theSameRecordFromTwoSourcesIsToldOnce() {
        directory.bindSource(new PublishedNames(List.of(laptop("10.0.0.100"))));
        directory.bindSource(new PublishedNames(List.of(laptop("10.0.0.100"))));
        assertEquals(List.of(laptop("10.0.0.100")), directory.records());
    }

    @Test
    void followersSeeTheLastStateWhenManySourcesPublishAtOnce() throws Exception {
        var last = new AtomicReference<List<NameRecord>>(List.of());
        var threads = Executors.newFixedThreadPool(8);
        try (var following = directory.follow(last::set)) {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                work.add(() -> {
                    var source = new PublishedNames(List.of());
                    directory.bindSource(source);
                    for (int round = 0; round < 200; round++) {
                        source.publish(List.of(new NameRecord("host" + number, "A", "10.0.0." + round, 60)));
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(8, last.get().size());
        assertTrue(last.get().stream().allMatch(record -> record.value().equals("10.0.0.199")));
    }

    private static NameRecord laptop(String address) {
        return new NameRecord("laptop", "A", address, 60);
    }
}
