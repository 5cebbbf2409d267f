/** Names and records that a service publishes through the name server. */
@Export
@Version("1.0.0")
package cell.api.name;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
