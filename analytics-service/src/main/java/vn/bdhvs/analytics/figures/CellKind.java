package vn.bdhvs.analytics.figures;

import java.util.List;

/**
 * The kinds of cell in a figures document. A cell's key is joint: one value for each of its dimensions, so every
 * query over some of them is a sum of cells. A cell lies at {@code <clock>.<field>.<dimension value>…} and holds its
 * counts.
 */
public enum CellKind {
    VOLUNTEERS("volunteers", List.of("team"), List.of("n")),
    CLASSES("classes", List.of("team", "topic", "mode"), List.of("n", "learners", "members", "female", "over60")),
    ASSISTS("assists", List.of("team", "service", "outcome"), List.of("n", "citizens")),
    NIL_REPORTS("nilReports", List.of(), List.of("n"));

    private final String field;
    private final List<String> dimensions;
    private final List<String> counts;

    CellKind(String field, List<String> dimensions, List<String> counts) {
        this.field = field;
        this.dimensions = dimensions;
        this.counts = counts;
    }

    /** The field that holds these cells; also the name of the measure that counts them. */
    public String field() {
        return field;
    }

    /** Names of the dimensions, in the order in which cells are nested. */
    public List<String> dimensions() {
        return dimensions;
    }

    /** Names of the counts in a cell. {@code n} counts reports. */
    public List<String> counts() {
        return counts;
    }
}
