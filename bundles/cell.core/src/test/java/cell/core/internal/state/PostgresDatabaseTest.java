package cell.core.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cell.api.error.CellException;
import cell.api.error.CellException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class PostgresDatabaseTest implements DatabaseContract {
    private static PostgresCluster cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = PostgresCluster.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP SCHEMA IF EXISTS cell_notes, cell_other_notes CASCADE");
    }

    @Override
    public Engine engine() {
        return cluster.engine();
    }

    @Test
    void worksAgainAfterTheServerCrashed() throws IOException, InterruptedException {
        try (var database = new Databases(engine(), Clock.systemUTC()).open(SERVICE, List.of(FIRST))) {
            database.write(DatabaseContract.add("milk"));
            assertEquals(List.of("milk"), database.read(DatabaseContract::texts));
            cluster.crash();
            var refusal = assertThrows(CellException.class, () -> database.write(DatabaseContract.add("bread")));
            assertEquals(Kind.UNAVAILABLE, refusal.kind());
            assertThrows(CellException.class, () -> database.read(DatabaseContract::texts));
            cluster.up();
            database.write(DatabaseContract.add("eggs"));
            assertEquals(List.of("eggs", "milk"), database.read(DatabaseContract::texts));
        }
    }

    @Test
    void aDatabaseThatSortsOtherwiseIsRefused() throws SQLException {
        execute("CREATE DATABASE sorted TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        var databases = new Databases(PostgresEngine.of(cluster.url().replace("/postgres", "/sorted"), "postgres", ""), Clock.systemUTC());
        assertEquals(Kind.UNAVAILABLE, assertThrows(CellException.class, () -> databases.open(SERVICE, List.of(FIRST))).kind());
        execute("DROP DATABASE sorted");
    }

    @Test
    void anotherKindOfAddressIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PostgresEngine.of("jdbc:mysql://localhost/cell", "", ""));
    }

    private static void execute(String sql) throws SQLException {
        var login = new Properties();
        login.setProperty("user", "postgres");
        try (var connection = new Driver().connect(cluster.url(), login); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
