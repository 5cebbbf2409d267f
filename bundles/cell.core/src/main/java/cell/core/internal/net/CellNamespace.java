package cell.core.internal.net;

import cell.api.command.Command;
import cell.api.command.CommandResult;
import cell.api.command.CommandRunner;
import cell.api.error.CellException;
import cell.api.net.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network namespace that belongs to the cell. It has loopback up, and the cell's own address as a /32 on loopback: Linux answers
 * for an address on whichever interface the packet comes in, so servers can bind to it at once, and an interface that is added later
 * need not be the one that carries it. (A dummy interface would do the same, but needs a kernel module that not every machine has.)
 * Safe for use by any number of threads; each call compares what is with what should be, and runs {@code ip} only for the difference.
 */
final class CellNamespace {
    private static final Logger LOG = LoggerFactory.getLogger(CellNamespace.class);

    private final String name;
    private final boolean automatic;
    private final CommandRunner commands;
    private final OwnershipMark mark;

    /** Guards what follows. It is held while {@code ip} runs: tens of milliseconds, and at most some command time limits. */
    private final Object lock = new Object();

    private boolean made;
    private String identity = "";
    private Ipv4 address;
    private boolean addressAdded;

    /** @param automatic whether the name is the cell's own choice: then one that is there already and not ours is refused */
    CellNamespace(String name, boolean automatic, CommandRunner commands, OwnershipMark mark) {
        this.name = name;
        this.automatic = automatic;
        this.commands = commands;
        this.mark = mark;
    }

    String name() {
        return name;
    }

    private Path file() {
        return NamespaceEntry.FOLDER.resolve(name);
    }

    /**
     * Makes the namespace with this address, or what is missing of it.
     *
     * @throws CellException UNAVAILABLE with the reason in one sentence
     */
    void ensure(Ipv4 wanted) {
        synchronized (lock) {
            try {
                if (identity.isEmpty() || !Files.exists(file()) || !identity.equals(OwnershipMark.identity(file()))) {
                    establish();
                }
                if (!wanted.equals(address)) {
                    move(wanted);
                }
            } catch (IOException e) {
                throw CellException.unavailable("the cell's network namespace cannot be kept track of: is its data folder writable?", e);
            }
        }
    }

    private void establish() throws IOException {
        forget();
        if (!NamespaceEntry.privileged()) {
            throw CellException.unavailable(
                    "this process may not make network namespaces: run the cell as root or with CAP_SYS_ADMIN and CAP_NET_ADMIN");
        }
        boolean there = Files.exists(file());
        if (!there) {
            ip("netns", "add", name);
            mark.set(file());
            LOG.info("made the network namespace {}", name);
        } else if (automatic && !mark.isOn(file())) {
            throw CellException.unavailable("a network namespace '" + name
                    + "' that this cell did not make is there already: remove it (ip netns del " + name
                    + "), or set namespace in cell.net to a name");
        }
        made = mark.isOn(file());
        ip("-n", name, "link", "set", "dev", "lo", "up");
        if (there && made) {
            LOG.info("took over the network namespace {} of a run that did not end well", name);
            ip("-n", name, "-4", "address", "flush", "dev", "lo", "scope", "global");
        }
        identity = OwnershipMark.identity(file());
    }

    private void forget() {
        made = false;
        identity = "";
        address = null;
        addressAdded = false;
    }

    /** The new one is added first: what is bound to the old one notices last. */
    private void move(Ipv4 wanted) {
        var before = Optional.ofNullable(address).filter(old -> addressAdded);
        boolean there = ip("-n", name, "-o", "-4", "address", "show").stdout().contains(" inet " + wanted + "/");
        if (!there) {
            ip("-n", name, "address", "add", wanted + "/32", "dev", "lo");
        }
        address = wanted;
        addressAdded = !there || made;
        before.ifPresent(old -> quietly("-n", name, "address", "del", old + "/32", "dev", "lo"));
    }

    /** Takes back what was made. One that processes live in is left, and known again at the next start. */
    void remove() {
        synchronized (lock) {
            try {
                if (made && isStillOurs()) {
                    removeNamespace();
                } else if (addressAdded) {
                    quietly("-n", name, "address", "del", address + "/32", "dev", "lo");
                }
            } catch (CellException | IOException e) {
                LOG.warn("the network namespace {} could not be removed: {}", name, e.getMessage());
            }
            forget();
        }
    }

    private boolean isStillOurs() throws IOException {
        return Files.exists(file()) && identity.equals(OwnershipMark.identity(file()));
    }

    private void removeNamespace() throws IOException {
        var processes = ip("netns", "pids", name).stdout().strip();
        if (!processes.isEmpty()) {
            LOG.info("left the network namespace {}: the processes {} live in it", name, processes.replace("\n", ", "));
            return;
        }
        ip("netns", "del", name);
        mark.clear();
        LOG.info("removed the network namespace {}", name);
    }

    private CommandResult ip(String... words) {
        var result = quietly(words);
        if (!result.ok()) {
            var said = result.stderr().lines().findFirst().orElse("no reason given");
            throw CellException.unavailable("the cell's network namespace '" + name + "' cannot be set up: ip says: " + said);
        }
        return result;
    }

    private CommandResult quietly(String... words) {
        var argv = new String[words.length + 1];
        argv[0] = "ip";
        System.arraycopy(words, 0, argv, 1, words.length);
        return commands.run(Command.of(argv));
    }
}
