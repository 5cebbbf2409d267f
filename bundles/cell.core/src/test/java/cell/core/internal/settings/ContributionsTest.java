package cell.core.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cell.api.error.CellException;
import cell.api.error.FieldError;
import cell.api.settings.SettingsContributor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributionsTest {
    private final List<String> log = new ArrayList<>();
    private final FakeSurroundings around = new FakeSurroundings();

    @TempDir
    Path folder;

    /** A service with one key, which refuses {@code "bad"} and cannot commit {@code "broken"}. */
    private final class OneKey implements SettingsContributor {
        private final String service;
        private final String key;
        private Object value = "old";

        OneKey(String service, String key) {
            this.service = service;
            this.key = key;
        }

        @Override
        public String service() {
            return service;
        }

        @Override
        public Map<String, Object> values() {
            return Map.of(key, value);
        }

        @Override
        public Change prepare(Map<String, Object> values) {
            var next = values.get(key);
            if (next.equals("bad")) {
                throw CellException.invalid(key, "is bad");
            }
            if (next.equals("bug")) {
                throw new IllegalStateException("bug");
            }
            var before = value;
            return new Change() {
                @Override
                public void commit() {
                    if (next.equals("broken")) {
                        throw CellException.unavailable("no disk");
                    }
                    log.add("commit " + service);
                    value = next;
                }

                @Override
                public void undo() {
                    log.add("undo " + service);
                    value = before;
                }
            };
        }
    }

    private SettingsWriter writer() throws IOException {
        Files.writeString(folder.resolve("cell.core.cfg"), CfgText.EMPTY.with(Map.of(
                "cell_name", "home", "domain", "cell.local", "ip_range", "10.0.0.0/24",
                "wireguard_port", "51820", "dns_port", "53", "dhcp_range", "10.0.0.100-10.0.0.200")).text());
        around.contributors.add(new OneKey("dns", "dns_ttl_seconds"));
        around.contributors.add(new OneKey("my-mail", "my_mail_limit"));
        return new SettingsWriter(new SettingsFiles(folder), new Memory(folder.resolve("settings.properties")), around, 0, Duration.ofSeconds(10));
    }

    private Map<String, Object> values() {
        return new Contributions(around.contributors).values();
    }

    @Test
    void changesKeysOfServicesTogetherWithItsOwn() throws IOException {
        writer().change(Map.of("dns_ttl_seconds", 60, "my_mail_limit", 5, "cell_name", "x"), false);
        assertEquals(Map.of("dns_ttl_seconds", 60, "my_mail_limit", 5), values());
        assertEquals(List.of("commit dns", "commit my-mail"), log);
    }

    @Test
    void refusesAllWhenOneRefuses() throws IOException {
        var writer = writer();
        var failure = assertThrows(CellException.class,
                () -> writer.change(Map.of("dns_ttl_seconds", "bad", "my_mail_limit", 5, "domain", "?", "dns_other", 1), false));
        assertEquals(List.of("dns_other", "dns_ttl_seconds", "domain"), failure.details().stream().map(FieldError::field).sorted().toList());
        assertEquals(List.of(), log);
    }

    @Test
    void refusesAllWhenOneFailsToLook() throws IOException {
        var writer = writer();
        var failure = assertThrows(CellException.class, () -> writer.change(Map.of("dns_ttl_seconds", "bug", "cell_name", "x"), false));
        assertEquals(CellException.Kind.INTERNAL, failure.kind());
        assertEquals("home", writer.state().accepted().config().cellName());
    }

    @Test
    void takesAllBackWhenOneCannotCommit() throws IOException {
        var writer = writer();
        assertThrows(CellException.class, () -> writer.change(Map.of("dns_ttl_seconds", 60, "my_mail_limit", "broken", "cell_name", "x"), false));
        assertEquals(List.of("commit dns", "undo dns"), log);
        assertEquals("home", writer.state().accepted().config().cellName());
        assertFalse(Files.exists(folder.resolve("cell.core.local.cfg")));
    }

    @Test
    void leavesOutKeysThatAreNotTheService() {
        around.contributors.add(new OneKey("dns", "mail_limit"));
        around.contributors.add(new OneKey("dns", "dns_port"));
        around.contributors.add(new OneKey("dns", "dns_ttl_seconds"));
        around.contributors.add(new OneKey("dns", "dns_ttl_seconds"));
        assertEquals(Map.of("dns_ttl_seconds", "old"), values());
    }
}
