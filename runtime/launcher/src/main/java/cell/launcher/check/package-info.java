/** Tries a plug-in's jar in a cell of its own, for its author: {@code runtime/bin/cell check JAR}. */
package cell.launcher.check;
