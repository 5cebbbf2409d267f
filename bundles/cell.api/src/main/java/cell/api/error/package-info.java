/** How a service fails: one exception with a kind, from which one mapper makes the error body. */
@Export
@Version("1.0.0")
package cell.api.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
