package cell.accounts.internal;

import cell.accounts.internal.store.PeopleTable;
import cell.accounts.internal.store.StoredPerson;
import cell.accounts.internal.store.Usernames;
import cell.api.account.Person;
import cell.api.error.CellException;
import cell.api.state.Database;
import cell.api.state.Sql;
import java.util.List;
import java.util.Optional;

/** Who there is. */
public final class Directory {
    private final Database database;
    private final PeopleTable people = new PeopleTable();

    Directory(Database database) {
        this.database = database;
    }

    /** Everybody, by name. */
    public List<Person> all() {
        return database.read(connection -> people.all(new Sql(connection)));
    }

    public List<Person> withService(String service) {
        return database.read(connection -> people.withService(new Sql(connection), service));
    }

    public Optional<Person> find(String username) {
        return Usernames.typed(username).flatMap(this::stored).map(StoredPerson::person);
    }

    /**
     * Someone who must be there.
     *
     * @throws CellException NOT_FOUND
     */
    public Person require(String username) {
        return find(username).orElseThrow(() -> CellException.notFound(
                Usernames.typed(username).map(name -> "There is no '" + name + "'").orElse("Nobody can have this name")));
    }

    /** By the name as it is stored, with the hashes. */
    Optional<StoredPerson> stored(String name) {
        return database.read(connection -> people.find(new Sql(connection), name));
    }
}
