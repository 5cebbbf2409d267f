/** Starts a cell: reads the features, keeps the framework's bundles in step with them, and says when the cell is ready. */
package cell.launcher;
