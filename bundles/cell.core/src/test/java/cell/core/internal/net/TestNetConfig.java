package cell.core.internal.net;

import java.lang.annotation.Annotation;

/** A configuration as the component runtime would make it. */
public record TestNetConfig(String namespace) implements NetConfig {
    public static NetConfig of(String namespace) {
        return new TestNetConfig(namespace);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return NetConfig.class;
    }
}
