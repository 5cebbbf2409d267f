package cell.core.internal.event;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON knows them, whatever a service puts in: text, numbers, booleans, lists and maps of these; all else as its text. */
public final class PlainValues {
    private static final int DEEPEST = 8;

    private PlainValues() {}

    /** A value that any JSON writer can write. */
    public static Object of(Object value) {
        return of(value, 0);
    }

    private static Object of(Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (depth == DEEPEST) {
            return "...";
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(String.valueOf(key), of(each, depth + 1)));
            return plain;
        }
        if (value instanceof Collection<?> all) {
            List<Object> plain = new ArrayList<>();
            all.forEach(each -> plain.add(of(each, depth + 1)));
            return plain;
        }
        if (value.getClass().isArray()) {
            List<Object> plain = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                plain.add(of(Array.get(value, i), depth + 1));
            }
            return plain;
        }
        return String.valueOf(value);
    }

    /** JSON has no infinity, and all other numbers of the JDK are whole. */
    private static Object ofNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? number : String.valueOf(number);
        }
        return number instanceof BigInteger || number instanceof BigDecimal ? number : number.longValue();
    }
}
