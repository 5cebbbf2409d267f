package cell.itest;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bundle's API as text that a person can read in a diff: one element a line, indented under what it belongs to, as
 * {@code TYPE ADD REMOVE name}; ADD and REMOVE are the deltas that adding or removing it means. A package's version stands in front of
 * its name.
 */
final class ApiText {
    private ApiText() {}

    /** What was read back. */
    record Api(Map<String, String> versions, Tree.Data tree) {}

    static List<String> write(Tree.Data api, Map<String, String> versions) {
        var lines = new ArrayList<String>();
        write(api, 0, versions, lines);
        return lines;
    }

    private static void write(Tree.Data element, int depth, Map<String, String> versions, List<String> lines) {
        var version = element.type == Type.PACKAGE ? versions.get(element.name) + " " : "";
        lines.add(" ".repeat(depth) + element.type + " " + element.add + " " + element.rem + " " + version + element.name);
        for (var child : element.children) {
            write(child, depth + 1, versions, lines);
        }
    }

    static Api read(List<String> lines) {
        var versions = new TreeMap<String, String>();
        // From the last line to the first, so that the children of an element are complete when it is reached.
        var pending = new TreeMap<Integer, ArrayDeque<Tree.Data>>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            int depth = lines.get(i).length() - lines.get(i).stripLeading().length();
            var element = element(lines.get(i).strip(), versions);
            var own = pending.remove(depth + 1);
            element.children = own == null ? new Tree.Data[0] : own.toArray(Tree.Data[]::new);
            pending.computeIfAbsent(depth, any -> new ArrayDeque<>()).addFirst(element);
        }
        return new Api(versions, pending.get(0).getFirst());
    }

    private static Tree.Data element(String line, Map<String, String> versions) {
        var part = line.split(" ", 4);
        var element = new Tree.Data();
        element.type = Type.valueOf(part[0]);
        element.add = Delta.valueOf(part[1]);
        element.rem = Delta.valueOf(part[2]);
        element.name = part[3];
        if (element.type == Type.PACKAGE) {
            var version = part[3].split(" ", 2);
            versions.put(version[1], version[0]);
            element.name = version[1];
        }
        return element;
    }
}
