/** What the unit tests of several bundles share. Never part of a cell. */
package cell.testing;
