package cell.core.internal.command;

import cell.api.command.Command;
import cell.api.command.CommandResult;
import cell.api.command.CommandRunner;
import cell.api.error.CellException;
import cell.api.net.Endpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Runs tools of the system without a shell. What still runs when it goes is killed. */
@Component(service = CommandRunner.class)
public final class CommandComponent implements CommandRunner {
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final long CLOSE_SECONDS = 5;

    private final Tools tools = new Tools();
    private final Set<CommandRun> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    @Activate
    public CommandComponent() {
        var count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "cell-command-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Optional<Path> find(String tool) {
        return tools.find(tool);
    }

    @Override
    public CommandResult run(Command command) {
        if (threads.isShutdown()) {
            throw stopping();
        }
        var tool = Tools.nameOf(command.argv().get(0));
        var run = new CommandRun(tool, start(command, tool));
        running.add(run);
        try {
            return run.await(command.stdin(), command.outputLimit(), command.timeLimit(), threads);
        } catch (RejectedExecutionException e) {
            run.kill("came while the cell stops");
            throw stopping();
        } finally {
            running.remove(run);
        }
    }

    private ProcessTree start(Command command, String tool) {
        var builder = new ProcessBuilder(words(command)).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(ProcessTree.cleanEnvironment());
        try {
            return ProcessTree.start(builder);
        } catch (IOException e) {
            throw CellException.unavailable("the tool " + tool + " cannot be started", e);
        }
    }

    /** The words that are run: nsenter rather than {@code ip netns exec}, which hides the control groups. */
    private List<String> words(Command command) {
        var words = new ArrayList<String>();
        if (command.namespace().isPresent()) {
            words.add(tools.require("nsenter").toString());
            words.add("--net=" + namespace(command.namespace().get()));
            words.add("--");
        }
        words.add(tools.require(command.argv().get(0)).toString());
        words.addAll(command.argv().subList(1, command.argv().size()));
        return words;
    }

    private static Path namespace(String name) {
        var file = NAMESPACES.resolve(new Endpoint(name, "0.0.0.0", 0).namespace());
        if (name.isEmpty() || !Files.exists(file)) {
            throw CellException.unavailable("there is no network namespace '" + name + "'");
        }
        return file;
    }

    private static CellException stopping() {
        return CellException.unavailable("the cell is stopping");
    }

    @Deactivate
    public void close() throws InterruptedException {
        threads.shutdown();
        running.forEach(run -> run.kill("was running when the cell stopped"));
        if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
