package cell.core.internal.name;

import cell.api.name.NameRecord;
import cell.api.name.NameSource;
import cell.api.name.PublishedNames;
import cell.api.settings.CellConfig;
import cell.api.settings.CellSettings;
import cell.api.settings.SettingsListener;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cell's own name: its domain stands for its first address. */
@Component(service = {NameSource.class, SettingsListener.class})
public final class CellNames implements NameSource, SettingsListener {
    private static final int TTL_SECONDS = 300;

    private final PublishedNames names;

    @Activate
    public CellNames(@Reference CellSettings settings) {
        this.names = new PublishedNames(records(settings.current()));
    }

    @Override
    public void changed(CellConfig before, CellConfig now) {
        names.publish(records(now));
    }

    @Override
    public AutoCloseable follow(Consumer<List<NameRecord>> follower) {
        return names.follow(follower);
    }

    private static List<NameRecord> records(CellConfig config) {
        return List.of(new NameRecord("@", "A", config.ipRange().first().toString(), TTL_SECONDS));
    }
}
