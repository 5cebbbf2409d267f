/** How a service puts its data into a backup and takes it back. */
@Export
@Version("1.0.0")
package cell.api.backup;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
