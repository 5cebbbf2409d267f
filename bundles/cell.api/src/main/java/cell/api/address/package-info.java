/** Who owns which address of the cell's network. */
@Export
@Version("1.0.0")
package cell.api.address;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
