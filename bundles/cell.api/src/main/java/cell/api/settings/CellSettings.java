package cell.api.settings;

import cell.api.net.DomainName;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What the whole cell shares. To follow changes, register a {@link SettingsListener}. */
@ProviderType
public interface CellSettings {
    /** The values in force. */
    CellConfig current();

    /** Domains that the cell had before: still a mail alias and a zone, until they are deleted. */
    List<DomainName> formerDomains();

    /** How much every port that this cell listens on in the host's network is shifted by: 0, or what {@code --port-offset} said. */
    int portOffset();

    /**
     * A folder for a service's files, made with mode 0700 if it is missing, under the cell's home.
     *
     * @param service a service's name
     */
    Path dataFolder(String service);
}
