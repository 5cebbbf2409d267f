/** TLS for the cell's own servers. */
@Export
@Version("1.0.0")
package cell.api.tls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
