/** People and what each service gives them. */
@Export
@Version("1.0.0")
package cell.api.account;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
