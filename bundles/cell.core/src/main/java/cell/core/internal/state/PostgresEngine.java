package cell.core.internal.state;

import java.sql.SQLException;
import java.util.Properties;

/** A PostgreSQL server, for those who outgrow one disk: one database, in it one schema a service. */
final class PostgresEngine implements Engine {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final int VALID_SECONDS = 10;

    private final String url;
    private final Properties login;

    private PostgresEngine(String url, Properties login) {
        this.url = url;
        this.login = login;
    }

    /** The address may hold a password, so it is in no message. */
    static PostgresEngine of(StateConfig config) {
        return of(config.database__url(), config.database__user(), config.database__password());
    }

    static PostgresEngine of(String url, String user, String password) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "cell.state: database_url must be empty, for SQLite, or as in " + PREFIX + "//localhost:5432/cell");
        }
        var login = new Properties();
        if (!user.isBlank()) {
            login.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            login.setProperty("password", password);
        }
        return new PostgresEngine(url, login);
    }

    /** Asks the server whether it is there, takes this login and has the database. */
    void check() throws SQLException {
        try (var connection = new PostgresSource(url, login, "public").common()) {
            connection.isValid(VALID_SECONDS);
        }
    }

    @Override
    public Source source(String service) {
        return new PostgresSource(url, login, "cell_" + service.replace('-', '_'));
    }
}
