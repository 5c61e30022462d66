package vn.bdhvs.analytics.figures;

import java.util.Arrays;
import java.util.Optional;
import org.bson.Document;

/** What can be counted, by the names that rows and targets have for it, and where cells hold it. */
public enum Measure {
    VOLUNTEERS("volunteers", CellKind.VOLUNTEERS, "n"),
    CLASSES("classes", CellKind.CLASSES, "n"),
    LEARNERS("learners", CellKind.CLASSES, "learners"),
    LEARNERS_MEMBERS("learners.members", CellKind.CLASSES, "members"),
    LEARNERS_FEMALE("learners.female", CellKind.CLASSES, "female"),
    LEARNERS_OVER60("learners.over60", CellKind.CLASSES, "over60"),
    ASSISTS("assists", CellKind.ASSISTS, "n"),
    CITIZENS("citizens", CellKind.ASSISTS, "citizens");

    private final String code;
    private final CellKind kind;
    private final String count;

    Measure(String code, CellKind kind, String count) {
        this.code = code;
        this.kind = kind;
        this.count = count;
    }

    /** The measure of this name. */
    public static Optional<Measure> of(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    /** The kind of cell that holds it. */
    public CellKind kind() {
        return kind;
    }

    /** How much of it a cell holds. */
    public long in(Cell cell) {
        return cell.kind() == kind ? cell.counts().getOrDefault(count, 0L) : 0;
    }

    /** How much of it a cell of a figures document holds. */
    public long in(CellKind other, Document counts) {
        return other == kind ? FiguresDocument.count(counts, count) : 0;
    }
}
