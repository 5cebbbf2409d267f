/** What happened: topics and the journal. */
@Export
@Version("1.0.0")
package cell.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
