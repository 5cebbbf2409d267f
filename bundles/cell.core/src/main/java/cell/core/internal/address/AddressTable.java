package cell.core.internal.address;

import cell.api.address.AddressOwner;
import cell.api.address.Assignment;
import cell.api.net.Ipv4;
import cell.api.state.Database;
import cell.api.state.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The plan on disk. The cell's own address stands apart from the others': no row of theirs can keep the cell from it. */
final class AddressTable {
    static final String SERVICE = "addresses";
    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "CREATE TABLE assignments (address TEXT PRIMARY KEY, service TEXT NOT NULL, name TEXT NOT NULL, since BIGINT NOT NULL,"
                    + " UNIQUE (service, name))",
            "CREATE TABLE own_address (address TEXT PRIMARY KEY, since BIGINT NOT NULL)"));

    private final Database database;

    AddressTable(Database database) {
        this.database = database;
    }

    List<Assignment> load() {
        return database.read(connection -> {
            var all = new ArrayList<Assignment>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT service, name, address, since FROM assignments")) {
                while (rows.next()) {
                    var owner = new AddressOwner(rows.getString(1), rows.getString(2));
                    all.add(new Assignment(owner, Ipv4.parse(rows.getString(3)), Instant.ofEpochMilli(rows.getLong(4))));
                }
            }
            return all;
        });
    }

    /** Since when the cell has its address; empty when it had none, or another one, until now. */
    Optional<Instant> ownSince(Ipv4 address) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("SELECT since FROM own_address WHERE address = ?")) {
                query.setString(1, address.toString());
                try (var rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    void setOwn(Assignment own) {
        database.write(connection -> {
            putOwn(connection, own);
            return null;
        });
    }

    void put(Assignment assignment) {
        database.write(connection -> {
            delete(connection, assignment.owner());
            insert(connection, List.of(assignment));
            return null;
        });
    }

    void remove(AddressOwner owner) {
        database.write(connection -> {
            delete(connection, owner);
            return null;
        });
    }

    /** Replaces everything in one step. */
    void replace(Assignment own, Collection<Assignment> all) {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM assignments");
            }
            insert(connection, all);
            putOwn(connection, own);
            return null;
        });
    }

    private static void putOwn(Connection connection, Assignment own) throws SQLException {
        try (var delete = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO own_address (address, since) VALUES (?, ?)")) {
            delete.executeUpdate("DELETE FROM own_address");
            insert.setString(1, own.address().toString());
            insert.setLong(2, own.since().toEpochMilli());
            insert.executeUpdate();
        }
    }

    private static void delete(Connection connection, AddressOwner owner) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM assignments WHERE service = ? AND name = ?")) {
            delete.setString(1, owner.service());
            delete.setString(2, owner.name());
            delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, Collection<Assignment> all) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO assignments (address, service, name, since) VALUES (?, ?, ?, ?)")) {
            for (var assignment : all) {
                insert.setString(1, assignment.address().toString());
                insert.setString(2, assignment.owner().service());
                insert.setString(3, assignment.owner().name());
                insert.setLong(4, assignment.since().toEpochMilli());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
