/** The boundary: what stands between the administration's port and everything behind it. See docs/boundary.md. */
package cell.rest.internal.guard;
