package cell.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done is told in one sentence that says what to do. */
class CommandRefusalTest {
    @TempDir
    Path folder;

    private final CellCommand command = CellCommand.ofCheckout();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fly                      | unknown command fly; see runtime/bin/cell help.
            run --hom /tmp/x         | unknown option --hom; see runtime/bin/cell help.
            run --home               | --home takes a folder.
            run --port-offset 30001  | --port-offset takes a number from 0 to 30000.
            run --port-offset x      | --port-offset takes a number from 0 to 30000.
            run --port-offset        | --port-offset takes a number from 0 to 30000.
            """)
    void aSlipOnTheCommandLine(String arguments, String sentence) {
        Sentences.assertOne(sentence, command.run(arguments.split(" ")));
    }

    @Test
    void helpIsNoFailure() {
        var help = command.run();
        assertEquals(0, help.code());
        assertEquals(help, command.run("help"));
        assertTrue(help.out().contains("--port-offset N"), help.out());
    }

    @Test
    void aConfigurationFileWithAMalformedEscape() throws Exception {
        var config = Files.createDirectories(folder.resolve("config.d"));
        var file = Files.writeString(config.resolve("cell.core.local.cfg"), "cell_name=K\\u00fxche\n");
        Sentences.assertOne("The configuration file " + file + " cannot be read (malformed \\uxxxx encoding): mend it", run());
        assertFalse(Files.exists(config.resolve("org.apache.felix.webconsole.internal.servlet.OsgiManager.local.cfg")));
    }

    @Test
    void aFileWhereTheHomeShouldBe() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var result = command.run("run", "--no-install", "--home", file.toString());
        Sentences.assertOne("Cannot write to " + file + ": ", result);
    }

    @Test
    void noJavaWhenNothingMayBeInstalled() throws Exception {
        var bare = command.with(new CellCommand.Environment(pathWithout("java"), ""));
        Sentences.assertOne("a JDK 17 or newer is missing: install one", bare.run("run", "--no-install", "--home", folder.toString()));
        Sentences.assertOne("a JDK 17 or newer is missing: install one", bare.run("start", "--no-install", "--home", folder.toString()));
    }

    @Test
    void logsOfACellThatNeverRan() {
        Sentences.assertOne("there is no log in " + folder + "/logs yet: start the cell first", command.run("logs", "--home", folder.toString()));
    }

    @Test
    void aFullDisk() throws Exception {
        assumeTrue(mounted("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()), "needs the right to mount a file system");
        try {
            Sentences.assertOne("The disk of " + folder + "/data is full (", run());
        } finally {
            assertTrue(mounted("umount", folder.toString()));
        }
    }

    @Test
    void theScriptHasNoneOfTheShellsTraps() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/shellcheck")), "needs Debian's shellcheck");
        var process = new ProcessBuilder("shellcheck", CellProcess.ROOT.resolve("runtime/bin/cell").toString()).redirectErrorStream(true).start();
        assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }

    private CellCommand.Result run() {
        return command.run("run", "--no-install", "--home", folder.toString(), "--port-offset", Integer.toString(CellProcess.freeOffset()));
    }

    private static boolean mounted(String... words) throws Exception {
        return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** A folder with the programs that the script itself calls. */
    private String pathWithout(String missing) throws IOException {
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : List.of("bash", "env", "dirname", "readlink", "realpath", "cat", "sed", "find", "id", "java")) {
            var file = Path.of("/usr/bin", tool);
            if (!tool.equals(missing)) {
                var script = Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + file + " \"$@\"\n");
                assertTrue(script.toFile().setExecutable(true));
            }
        }
        return bin.toString();
    }
}
