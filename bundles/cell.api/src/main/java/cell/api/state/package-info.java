/** A service's own transactional database. */
@Export
@Version("1.0.0")
package cell.api.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
