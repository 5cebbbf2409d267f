package cell.core.internal.event;

import cell.api.error.CellException;
import java.util.regex.Pattern;

/**
 * Which entries are wanted.
 *
 * @param beginning what their topic, with a slash put behind it, begins with
 */
record Filter(String beginning) {
    static final Filter ALL = new Filter("");

    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern TOPIC = Pattern.compile("cell(/[A-Za-z0-9_-]+)*(/?\\*|/)?");
    private static final int LONGEST = 200;

    /**
     * Reads the request's parameters; either may be null.
     *
     * @throws CellException INVALID, naming the parameter
     */
    static Filter of(String service, String topic) {
        if (service != null && !SERVICE.matcher(service).matches()) {
            throw CellException.invalid("service", "must be the name of a service: lower-case letters, digits and hyphens");
        }
        if (topic != null && (topic.length() > LONGEST || !TOPIC.matcher(topic).matches())) {
            throw CellException.invalid("topic", "must be a topic such as cell/dns/record/ADDED, its beginning, or that with a final *");
        }
        var ofService = service == null ? ALL : new Filter("cell/" + service + "/");
        if (topic == null) {
            return ofService;
        }
        var ofTopic = new Filter(topic.endsWith("*") ? topic.substring(0, topic.length() - 1) : topic.endsWith("/") ? topic : topic + "/");
        if (ofTopic.beginning.startsWith(ofService.beginning)) {
            return ofTopic;
        }
        if (ofService.beginning.startsWith(ofTopic.beginning)) {
            return ofService;
        }
        throw CellException.invalid("topic", "is of another service than " + service);
    }

    boolean wants(String topic) {
        return (topic + '/').startsWith(beginning);
    }
}
