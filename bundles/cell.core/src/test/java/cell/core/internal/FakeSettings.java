package cell.core.internal;

import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.net.Ipv4Range;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Settings in memory. */
public final class FakeSettings implements CellSettings {
    private final Path folder;
    private final int portOffset;
    private final AtomicReference<CellConfig> current = new AtomicReference<>(with("10.77.0.0/24"));

    public FakeSettings(Path folder, int portOffset) {
        this.folder = folder;
        this.portOffset = portOffset;
    }

    public static CellConfig with(String ipRange) {
        var network = Ipv4Network.parse(ipRange);
        var range = new Ipv4Range(network.base().plus(100), network.base().plus(200));
        return new CellConfig("mycell", new DomainName("home.arpa"), network, 51_820, 53, range);
    }

    public void change(String ipRange) {
        current.set(with(ipRange));
    }

    @Override
    public CellConfig current() {
        return current.get();
    }

    @Override
    public List<DomainName> formerDomains() {
        return List.of();
    }

    @Override
    public int portOffset() {
        return portOffset;
    }

    @Override
    public Path dataFolder(String service) {
        return folder;
    }
}
