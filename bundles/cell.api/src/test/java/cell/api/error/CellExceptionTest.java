package cell.api.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellExceptionTest {
    @Test
    void aRefusedFieldIsNamedInTheSentenceAndInTheDetails() {
        var failure = CellException.invalid("dns_port", "must be 1 to 65535");
        assertEquals("dns_port: must be 1 to 65535", failure.getMessage());
        assertEquals(List.of(new FieldError("dns_port", "must be 1 to 65535")), failure.details());
        assertEquals(400, failure.kind().status());
    }

    @Test
    void severalRefusedFieldsAreAllThereAndTheFirstMakesTheSentence() {
        var failure = CellException.invalid(List.of(new FieldError("domain", "is empty"), new FieldError("ip_range", "has no prefix")));
        assertEquals("domain: is empty", failure.getMessage());
        assertEquals(2, failure.details().size());
    }

    @Test
    void eachKindHasItsStatus() {
        assertEquals(List.of(400, 403, 404, 409, 500, 503), List.of(CellException.Kind.values()).stream().map(CellException.Kind::status).toList());
    }
}
