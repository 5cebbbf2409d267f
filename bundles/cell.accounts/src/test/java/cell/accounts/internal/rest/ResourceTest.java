package cell.accounts.internal.rest;

import static cell.accounts.internal.fixture.TestCell.HOME;
import static cell.accounts.internal.fixture.TestCell.OTHER;
import static cell.accounts.internal.fixture.TestCell.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cell.accounts.internal.AccountsComponent;
import cell.accounts.internal.fixture.FakeService;
import cell.api.error.CellException;
import cell.rest.internal.JsonExtension;
import cell.testing.RecordedEvents;
import cell.testing.SqliteStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.MediaType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resources over the real component, with the house's JSON on both ways. */
class ResourceTest {
    @TempDir
    Path folder;

    private final ObjectMapper json =
            new JsonExtension().locateMapper(Map.class, MediaType.APPLICATION_JSON_TYPE);
    private AccountsComponent accounts;
    private PeopleResource people;
    private AppPasswordResource appPasswords;

    @BeforeEach
    void start() {
        accounts = new AccountsComponent(new SqliteStore(folder), new RecordedEvents());
        accounts.domain().addService(new FakeService("email"));
        accounts.domain().addService(new FakeService("files"));
        people = new PeopleResource(accounts);
        appPasswords = new AppPasswordResource(accounts);
        accounts.enroll("email", "alice", SECRET, Map.of());
    }

    @AfterEach
    void stop() {
        accounts.close();
    }

    @Test
    void peopleAreListedReadAndDeleted() {
        accounts.enroll("files", "alice", SECRET, Map.of());

        var alice = json(people.list()).get(0);
        assertEquals("alice", alice.get("username").asText());
        assertEquals("[\"email\",\"files\"]", alice.get("services").toString());
        assertTrue(alice.get("created_at").asText().endsWith("Z"));
        assertTrue(alice.get("locked_until").isNull());
        assertEquals(alice, json(people.get("Alice")));

        people.withdraw("alice", "files");
        assertKind(CellException.Kind.NOT_FOUND, () -> people.withdraw("alice", "files"));
        assertEquals("Person alice deleted successfully", people.delete("alice").message());
        assertKind(CellException.Kind.NOT_FOUND, () -> people.get("alice"));
        assertKind(CellException.Kind.NOT_FOUND, () -> people.delete("alice"));
    }

    @Test
    void passwordsAreChangedAndNeverShown() throws Exception {
        var answer = json(people.changePassword("alice", password(OTHER))).toString();
        assertTrue(answer.contains("\"username\":\"alice\""));
        assertFalse(answer.contains(OTHER) || answer.contains("argon2"));
        assertTrue(accounts.authenticate("email", "alice", OTHER, HOME).ok());

        people.changePasswordFor("alice", "email", password("for email alone"));
        assertTrue(accounts.authenticate("email", "alice", "for email alone", HOME).ok());
        people.removePasswordFor("alice", "email");
        assertKind(CellException.Kind.NOT_FOUND, () -> people.removePasswordFor("alice", "email"));

        assertKind(CellException.Kind.INVALID, () -> people.changePassword("alice", new PasswordRequest("short")));
        assertKind(CellException.Kind.INVALID, () -> people.changePassword("alice", null));
        assertKind(CellException.Kind.NOT_FOUND, () -> people.changePassword("bob", new PasswordRequest(OTHER)));
        assertThrows(UnrecognizedPropertyException.class, () -> json.readValue("{\"pass\": 1}", PasswordRequest.class));
        assertFalse(password(OTHER).toString().contains(OTHER));
    }

    @Test
    void anAppPasswordIsShownOnceListedAndRevoked() throws Exception {
        var request = json.readValue("{\"label\": \"Phone\", \"services\": [\"email\"]}", AppPasswordRequest.class);
        var response = appPasswords.create("alice", request);
        assertEquals(200, response.getStatus());
        assertTrue(response.getHeaderString("Cache-Control").contains("no-store"));
        var created = json(response.getEntity());
        var secret = created.get("password").asText();
        var id = created.get("app_password").get("id").asText();
        assertFalse(response.getEntity().toString().contains(secret));
        assertTrue(accounts.authenticate("email", "alice", secret, HOME).ok());

        var list = json(appPasswords.list("alice"));
        assertEquals(id, list.get(0).get("id").asText());
        assertTrue(list.get(0).get("last_used_at").asText().endsWith("Z"));
        assertFalse(list.toString().contains(secret));
        assertEquals(1, json(new StatusResource(accounts).status()).get("app_passwords_count").asInt());

        appPasswords.revoke("alice", id);
        assertKind(CellException.Kind.NOT_FOUND, () -> appPasswords.revoke("alice", id));
        assertFalse(accounts.authenticate("email", "alice", secret, HOME).ok());
    }

    @Test
    void anAppPasswordThatIsNotWellAskedForIsRefused() {
        assertRefused(null);
        assertRefused(new AppPasswordRequest("Phone", null));
        assertRefused(new AppPasswordRequest(null, List.of("email")));
        assertRefused(new AppPasswordRequest("Phone", List.of("files")));
        assertRefused(new AppPasswordRequest("Phone", Collections.singletonList(null)));
        assertKind(CellException.Kind.NOT_FOUND, () -> appPasswords.list("bob"));
    }

    @Test
    void aLockOutIsShownAndEnded() {
        for (int i = 0; i < 50; i++) {
            accounts.authenticate("email", "alice", "wrong guess", "203.0.113." + i);
        }
        assertFalse(json(people.get("alice")).get("locked_until").isNull());

        people.unlock("alice");
        assertTrue(json(people.get("alice")).get("locked_until").isNull());
    }

    @Test
    void theStatusTellsTheCounts() {
        var status = json(new StatusResource(accounts).status());
        assertEquals("online", status.get("status").asText());
        assertTrue(status.get("running").asBoolean());
        assertEquals(1, status.get("people_count").asInt());
    }

    private PasswordRequest password(String password) throws Exception {
        return json.readValue(json.writeValueAsString(Map.of("password", password)), PasswordRequest.class);
    }

    private JsonNode json(Object body) {
        return json.valueToTree(body);
    }

    private void assertRefused(AppPasswordRequest request) {
        assertKind(CellException.Kind.INVALID, () -> appPasswords.create("alice", request));
    }

    private static void assertKind(CellException.Kind kind, Runnable work) {
        assertEquals(kind, assertThrows(CellException.class, work::run).kind());
    }
}
