/** What the whole cell shares: its name, domain, address range and ports. */
@Export
@Version("1.0.0")
package cell.api.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
