/** Running a tool of the operating system without a shell. */
@Export
@Version("1.0.0")
package cell.api.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
