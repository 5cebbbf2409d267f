/** The house annotations for JAX-RS. */
@Export
@Version("1.1.0")
package cell.rest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
