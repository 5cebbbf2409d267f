package cell.tests;

import static cell.tests.CellProcess.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** People of two services that are guests in the cell. Each test has people of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccountsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PEOPLE = "/api/accounts/people";
    private static final String HOME_CLIENT = "192.168.1.7";

    /** Stands in every password of these tests, and must stand nowhere else. */
    private static final String MARK = "Geheim";

    private static final int LOCKED_OUT_AFTER = 50;

    /** App passwords that were made: secret as well. */
    private static final List<String> SECRETS = new ArrayList<>(List.of(MARK));

    @TempDir
    private static Path home;

    private static CellProcess cell;

    @BeforeAll
    static void start() {
        cell = CellProcess.start(home);
        drop("guest");
        drop("second");
        await("the guests are there", LIMIT, () -> areThere("guest") && areThere("second"));
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    private static Path jar(String service) {
        return cell.deploy().resolve("x." + service + ".jar");
    }

    private static boolean areThere(String service) {
        return cell.get("/api/" + service + "/people").statusCode() == 200;
    }

    /** A service with an account contributor and a resource over the accounts. */
    private static void drop(String service) {
        BundleMaker.named("x." + service)
                .header("Import-Package", "javax.ws.rs,javax.ws.rs.core,cell.api.account,cell.api.error")
                .source("x.Guest", """
                        package x;
                        import cell.api.account.Accounts;
                        import cell.api.account.Person;
                        import java.util.List;
                        import java.util.Map;
                        public class Guest extends javax.ws.rs.core.Application {
                            public static class Contributor implements cell.api.account.AccountContributor {
                                public String service() {
                                    return "SERVICE";
                                }
                                public void prepare(AccountChange change) {
                                    if (change.username().equals("unwanted")) {
                                        throw cell.api.error.CellException.conflict("SERVICE does not want this one");
                                    }
                                }
                                public void commit(AccountChange change) {}
                                public void undo(AccountChange change) {}
                            }
                            @javax.ws.rs.Path("/people")
                            @javax.ws.rs.Produces("application/json")
                            @javax.ws.rs.Consumes("application/json")
                            public static class People {
                                private final Accounts accounts;
                                public People(Accounts accounts) {
                                    this.accounts = accounts;
                                }
                                @javax.ws.rs.GET
                                public List<String> list() {
                                    return accounts.withService("SERVICE").stream().map(Person::username).toList();
                                }
                                @javax.ws.rs.POST
                                public Person add(Map<String, String> body) {
                                    return accounts.enroll(body.getOrDefault("service", "SERVICE"), body.get("username"), body.get("password"), Map.of());
                                }
                                @javax.ws.rs.POST
                                @javax.ws.rs.Path("/log-in")
                                public Map<String, Object> logIn(Map<String, String> body) {
                                    var verdict = accounts.authenticate("SERVICE", body.get("username"), body.get("password"), body.get("client"));
                                    return Map.of("ok", verdict.ok(), "held_off", verdict.retryAfter().isPresent());
                                }
                                @javax.ws.rs.DELETE
                                @javax.ws.rs.Path("/{username}")
                                public void remove(@javax.ws.rs.PathParam("username") String username) {
                                    accounts.withdraw("SERVICE", username);
                                }
                            }
                        }
                        """.replace("SERVICE", service))
                .application("x.Guest", service)
                .declare("x.Guest$Contributor", 0, BundleMaker.provides("cell.api.account.AccountContributor"))
                .resource("x.Guest$People", service, "cell.api.account.Accounts")
                .dropAs(jar(service));
    }

    /** Asks, and looks that the answer has no password. */
    private static HttpResponse<String> ask(String method, String path, String json) {
        var answer = cell.send(method, path, json == null ? null : json.replace('\'', '"'));
        SECRETS.forEach(secret -> assertFalse(answer.body().contains(secret), path));
        return answer;
    }

    private static JsonNode asked(int status, String method, String path, String json) {
        var answer = ask(method, path, json);
        assertEquals(status, answer.statusCode(), answer.body());
        return status == 204 ? null : CellProcess.json(answer);
    }

    private static void add(int status, String service, String username, String password) {
        asked(status, "POST", "/api/" + service + "/people", credentials(username, password, HOME_CLIENT).replace(",'client':'" + HOME_CLIENT + "'", ""));
    }

    private static String credentials(String username, String password, String client) {
        return "{'username':'" + username + "','password':'" + password + "','client':'" + client + "'}";
    }

    private static JsonNode logIn(String service, String username, String password, String client) {
        return asked(200, "POST", "/api/" + service + "/people/log-in", credentials(username, password, client));
    }

    private static boolean mayIn(String service, String username, String password) {
        return logIn(service, username, password, HOME_CLIENT).path("ok").asBoolean();
    }

    private static String services(String username) {
        return asked(200, "GET", PEOPLE + "/" + username, null).path("services").toString();
    }

    @Test
    void aPersonOfOneServiceBecomesThatOfASecond() {
        add(200, "guest", "Anna", "Geheim-anna-1");
        assertEquals("[\"guest\"]", services("anna"));
        assertTrue(asked(200, "GET", PEOPLE, null).findValuesAsText("username").contains("anna"));
        add(409, "guest", "anna", "Geheim-anna-1");
        assertFalse(mayIn("second", "anna", "Geheim-anna-1"));
        add(200, "second", "anna", "Geheim-anna-2");
        assertEquals("[\"guest\",\"second\"]", services("anna"));
        assertTrue(mayIn("guest", "anna", "Geheim-anna-1"));
        assertFalse(mayIn("guest", "anna", "Geheim-anna-2"), "another password in a second service is good there only");
        assertTrue(mayIn("second", "anna", "Geheim-anna-1") && mayIn("second", "anna", "Geheim-anna-2"));
        asked(204, "DELETE", "/api/guest/people/anna", null);
        assertEquals("[\"second\"]", services("anna"));
        assertFalse(mayIn("guest", "anna", "Geheim-anna-1"));
        asked(204, "DELETE", "/api/second/people/anna", null);
        asked(404, "GET", PEOPLE + "/anna", null);
    }

    @Test
    void whatIsRefusedChangesNothing() {
        add(400, "guest", "bert", "short");
        add(400, "guest", "not a name", "Geheim-bert-1");
        add(409, "guest", "unwanted", "Geheim-bert-1");
        asked(404, "GET", PEOPLE + "/bert", null);
        asked(404, "GET", PEOPLE + "/unwanted", null);
        asked(404, "DELETE", "/api/guest/people/bert", null);
        add(200, "guest", "bert", "Geheim-bert-1");
        asked(400, "PUT", PEOPLE + "/bert/password", "{'password':'Geheim\\u0000-bert'}");
        assertTrue(mayIn("guest", "bert", "Geheim-bert-1"));
        assertFalse(mayIn("guest", "bert", "Geheim-bert-2") || mayIn("guest", "nobody", "Geheim-bert-1") || mayIn("guest", "bert", ""));
    }

    /** Makes an app password; the one answer that has it. */
    private static JsonNode appPassword(String username, String services) {
        var answer = cell.send("POST", PEOPLE + "/" + username + "/app-passwords", "{\"label\":\"Phone\",\"services\":" + services + "}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Cache-Control").orElse("").contains("no-store"), answer.headers().toString());
        var secret = CellProcess.json(answer).path("password").asText();
        SECRETS.addAll(List.of(secret, secret.replace("-", "")));
        return CellProcess.json(answer);
    }

    @Test
    void anAppPasswordIsGoodForItsServicesUntilItIsRevoked() {
        add(200, "guest", "carl", "Geheim-carl-1");
        add(200, "second", "carl", "Geheim-carl-1");
        asked(400, "POST", PEOPLE + "/carl/app-passwords", "{'label':'Phone','services':['email']}");
        var made = appPassword("carl", "[\"guest\"]");
        var secret = made.path("password").asText();
        var listed = asked(200, "GET", PEOPLE + "/carl/app-passwords", null);
        assertEquals(made.path("app_password").path("id"), listed.path(0).path("id"));
        assertTrue(mayIn("guest", "carl", secret) && mayIn("guest", "carl", secret.replace("-", "").toUpperCase(Locale.ROOT)));
        assertFalse(mayIn("second", "carl", secret));
        asked(200, "DELETE", PEOPLE + "/carl/app-passwords/" + listed.path(0).path("id").asText(), null);
        assertFalse(mayIn("guest", "carl", secret));
        asked(404, "DELETE", PEOPLE + "/carl/app-passwords/" + listed.path(0).path("id").asText(), null);
        assertEquals("[]", asked(200, "GET", PEOPLE + "/carl/app-passwords", null).toString());
    }

    @Test
    void whoGuessesIsHeldOffAndThePersonIsNotLockedOutAtHome() {
        add(200, "guest", "dora", "Geheim-dora-1");
        assertTrue(mayIn("guest", "dora", "Geheim-dora-1"));
        IntStream.range(0, 5).forEach(i -> assertFalse(logIn("guest", "dora", "Geheim-guess", "198.51.100.1").path("ok").asBoolean()));
        assertTrue(logIn("guest", "dora", "Geheim-dora-1", "198.51.100.1").path("held_off").asBoolean(), "also with the right one");
        IntStream.range(5, LOCKED_OUT_AFTER).forEach(i -> logIn("guest", "dora", "Geheim-guess", "203.0.113." + i));
        assertTrue(asked(200, "GET", PEOPLE + "/dora", null).path("locked_until").isTextual());
        assertTrue(logIn("guest", "dora", "Geheim-dora-1", "192.0.2.1").path("held_off").asBoolean());
        assertTrue(mayIn("guest", "dora", "Geheim-dora-1"));
        var secret = appPassword("dora", "[\"guest\"]").path("password").asText();
        assertTrue(logIn("guest", "dora", secret, "192.0.2.1").path("ok").asBoolean());
        cell.kill();
        cell.start();
        await("the guest is back", LIMIT, () -> areThere("guest"));
        assertTrue(logIn("guest", "dora", "Geheim-dora-1", "192.0.2.1").path("held_off").asBoolean(), "a restart frees nobody");
        asked(200, "DELETE", PEOPLE + "/dora/lock-out", null);
        assertTrue(logIn("guest", "dora", "Geheim-dora-1", "192.0.2.1").path("ok").asBoolean());
    }

    @Test
    void aKillLosesNothing() {
        add(200, "guest", "emil", "Geheim-emil-1");
        add(200, "second", "emil", "Geheim-emil-2");
        var secret = appPassword("emil", "[\"second\"]").path("password").asText();
        asked(200, "PUT", PEOPLE + "/emil/password", "{'password':'Geheim-emil-3'}");
        var people = asked(200, "GET", PEOPLE, null);
        cell.kill();
        cell.start();
        await("the guests are back", LIMIT, () -> areThere("guest") && areThere("second"));
        assertEquals(people, asked(200, "GET", PEOPLE, null));
        assertTrue(mayIn("guest", "emil", "Geheim-emil-3") && mayIn("second", "emil", "Geheim-emil-2") && mayIn("second", "emil", secret));
        assertFalse(mayIn("guest", "emil", "Geheim-emil-1") || mayIn("guest", "emil", secret));
    }

    @Test
    void aServiceThatIsNotThereIsNamedAndNothingChanges() throws IOException {
        add(200, "guest", "fritz", "Geheim-fritz-1");
        add(200, "second", "gerd", "Geheim-gerd-1");
        var people = asked(200, "GET", PEOPLE, null);
        Files.delete(jar("second"));
        await("the second is gone", LIMIT, () -> cell.get("/api/second/people").statusCode() == 404);
        var into = asked(503, "POST", "/api/guest/people", "{'service':'second','username':'fritz','password':'Geheim-fritz-1'}");
        var outOf = asked(503, "DELETE", PEOPLE + "/gerd", null);
        for (var refused : List.of(into, outOf)) {
            assertEquals("Nobody answers for accounts of the service 'second' now; install or start it, then try again",
                    refused.path("error").asText());
        }
        assertEquals(people, asked(200, "GET", PEOPLE, null));
        drop("second");
        await("the second is back", LIMIT, () -> areThere("second"));
        assertTrue(mayIn("second", "gerd", "Geheim-gerd-1"));
        asked(200, "DELETE", PEOPLE + "/gerd", null);
        asked(404, "GET", PEOPLE + "/gerd", null);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void noPasswordStandsInTheJournalTheLogOrAnyFile() throws IOException {
        assertTrue(SECRETS.size() > 1, "app passwords were made");
        assertTrue(asked(200, "GET", "/api/events?format=json&service=accounts&limit=1000", null).toString().contains("app-password"));
        assertEquals(200, ask("GET", "/api/events/verify", null).statusCode());
        cell.stop();
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                SECRETS.forEach(secret -> assertFalse(text.contains(secret), file + " has a password"));
            }
        }
        cell.start();
    }
}
