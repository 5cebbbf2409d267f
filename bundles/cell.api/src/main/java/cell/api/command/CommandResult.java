package cell.api.command;

/**
 * What a tool answered.
 *
 * @param exitCode 0 when the tool was content
 * @param stdout its standard output as UTF-8
 * @param stderr its standard error as UTF-8
 */
public record CommandResult(int exitCode, String stdout, String stderr) {
    public boolean ok() {
        return exitCode == 0;
    }
}
