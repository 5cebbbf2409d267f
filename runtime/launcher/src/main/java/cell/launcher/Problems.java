package cell.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** The bundles that did not start, each with its reason. Any thread may tell and ask. */
final class Problems implements FrameworkListener {
    /** From here on Felix says once more what it has said. */
    private static final String FELIX_REPEATS = " Unresolved requirements: ";

    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException failure) {
            var name = event.getBundle().getSymbolicName();
            add(name == null ? event.getBundle().getLocation() : name, failure);
        }
    }

    void add(String bundle, Exception failure) {
        var cause = failure.getCause() instanceof Exception inner && failure instanceof BundleException ? inner : failure;
        var words = Reason.of(cause).lines().findFirst().orElse("no reason was given");
        int repeated = words.indexOf(FELIX_REPEATS);
        reasons.put(bundle, repeated < 0 ? words : words.substring(0, repeated));
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** A line a bundle: its symbolic name, or its file, and the reason. */
    List<String> lines() {
        return reasons.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).toList();
    }
}
