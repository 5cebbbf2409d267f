package cell.launcher;

/** The command {@code cell run}: starts a cell and stays until it ends. */
public final class Main {
    private static final int CANNOT_START = 2;

    private Main() {}

    /** Exits with 0 when the framework was stopped from inside, with 2 and one sentence when the cell cannot start. */
    public static void main(String... args) throws InterruptedException {
        try {
            new Launch(Options.parse(args), System.out).run();
        } catch (LaunchException e) {
            System.err.println("cell: " + e.getMessage());
            System.exit(CANNOT_START);
        }
        System.exit(0);
    }
}
