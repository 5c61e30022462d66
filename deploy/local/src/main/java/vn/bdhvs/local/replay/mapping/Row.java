package vn.bdhvs.local.replay.mapping;

import java.util.Map;
import java.util.Set;

/**
 * One row of a file, by column.
 *
 * @param number counted from 1, below the header
 * @param raw the cells as they are in the file, for giving back
 * @param cells the cells by column, trimmed and composed; a blank one is empty
 */
public record Row(long number, String[] raw, Map<String, String> cells) {

    /** What templates may name beside the columns: the row's number, or the file's own column of that name. */
    static final String NUMBER = "row";

    static boolean isKnown(String column, Set<String> columns) {
        return column.equals(NUMBER) || columns.contains(column);
    }

    String cell(String column) {
        String cell = cells.get(column);
        if (cell == null && column.equals(NUMBER)) {
            return Long.toString(number);
        }
        return cell == null ? "" : cell;
    }

    /** Whether nothing is written in it, as in the tail of many an exported sheet. */
    public boolean isEmpty() {
        return cells.values().stream().allMatch(String::isEmpty);
    }
}
