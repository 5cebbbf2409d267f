package cell.accounts.internal;

import cell.api.account.AccountContributor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A service that keeps its accounts as files, as a mail store would: what is prepared, and what is active. */
final class FileService implements AccountContributor {
    private final String service;
    private final Path prepared;
    private final Path active;
    private final StopPoint stop;

    FileService(Path folder, String service, StopPoint stop) {
        this.service = service;
        this.prepared = folder.resolve(service + "-prepared");
        this.active = folder.resolve(service + "-active");
        this.stop = stop;
        run(() -> {
            Files.createDirectories(prepared);
            Files.createDirectories(active);
        });
    }

    List<String> prepared() {
        return names(prepared);
    }

    List<String> active() {
        return names(active);
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public void prepare(AccountChange change) {
        run(() -> Files.writeString(prepared.resolve(change.id()), change.username()));
        stop.pass(service + " prepared half");
        run(() -> Files.writeString(prepared.resolve(change.id() + ".index"), change.username()));
        stop.pass(service + " prepared");
    }

    @Override
    public void commit(AccountChange change) {
        var account = active.resolve(change.username());
        run(() -> {
            if (change.kind() == AccountChange.Kind.ADD) {
                Files.writeString(account, String.valueOf(change.attributes()));
            } else {
                Files.deleteIfExists(account);
            }
        });
        stop.pass(service + " committed half");
        undo(change);
        stop.pass(service + " committed");
    }

    @Override
    public void undo(AccountChange change) {
        run(() -> {
            Files.deleteIfExists(prepared.resolve(change.id()));
            Files.deleteIfExists(prepared.resolve(change.id() + ".index"));
        });
    }

    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }

    private static void run(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
