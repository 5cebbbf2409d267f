package cell.core.internal.device;

import java.util.HashMap;
import java.util.Map;

/** Configurations as the component runtime would make them. */
final class DeviceConfigs {
    private DeviceConfigs() {}

    /** Listens on free ports of 127.0.0.1, without a namespace; given keys say otherwise. */
    static DeviceConfig with(Object... keysAndValues) {
        var values = new HashMap<String, Object>(Map.of(
                "addresses", new String[] {"127.0.0.1"},
                "http__port", 0,
                "https__port", 0,
                "namespace__http__port", 0,
                "namespace__https__port", 0));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return (DeviceConfig) java.lang.reflect.Proxy.newProxyInstance(
                DeviceConfigs.class.getClassLoader(),
                new Class<?>[] {DeviceConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
