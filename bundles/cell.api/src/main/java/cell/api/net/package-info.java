/** Addresses, listeners and sockets, also in a network namespace. */
@Export
@Version("1.0.0")
package cell.api.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
