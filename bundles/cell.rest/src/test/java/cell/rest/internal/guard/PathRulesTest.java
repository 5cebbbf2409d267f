package cell.rest.internal.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/api/health", "/api/health/", "/api/files/100%25.txt", "/api/files/a%3Bb.txt", "/api/files/%252e%252e", "/a/...", "/a/..b", "/a/.hidden",
        "/a/%C3%A9t%C3%A9", "/a/b%20c", "/a?x=//../;%2f%00", "/a/x%3Fy%23z", "/a/%F0%9F%8F%A0"
    })
    void letsThroughWhatMayBeAFilesName(String target) {
        assertDoesNotThrow(() -> PathRules.check(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "*", "http://localhost:3000/", "api", "/..", "/.", "/a/../b", "/a/./b", "/a/%2e%2e/b", "/a/.%2E", "/%2e", "//a", "/a//b", "/a//", "/a;b", "/a/;x=1/b",
        "/a%2fb", "/a%2Fb", "/a%5cb", "/a\\b", "/a%00", "/a%0d%0aX:y", "/a%7f", "/a%", "/a%2", "/a%zz", "/a%-1", "/a#b", "/a b", "/a\u00e9", "/%c0%ae%c0%ae/a", "/%ff", "/a?b=%zz", "/a?b=%"
    })
    void refusesWhatTwoReadersCouldUnderstandDifferently(String target) {
        assertEquals(400, assertThrows(Refusal.class, () -> PathRules.check(target)).getCode());
    }
}
