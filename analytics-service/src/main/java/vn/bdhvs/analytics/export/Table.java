package vn.bdhvs.analytics.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of an export.
 *
 * @param title its name for readers
 * @param heads one a column
 * @param rows cells: texts, whole numbers, {@link Share}s, days, local times, or null for an empty one
 */
record Table(String title, List<String> heads, List<List<@Nullable Object>> rows) {

    /** A part of a whole, which is shown as a percentage. */
    record Share(double value) {}

    /**
     * A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.
     *
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
     */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
