/** How a service reports what it is doing. */
@Export
@Version("1.0.0")
package cell.api.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
