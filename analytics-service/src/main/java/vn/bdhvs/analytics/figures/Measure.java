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
    LEARNERS_FEMALE("learners.female", CellKind.CLASSES, "female", true),
    LEARNERS_OVER60("learners.over60", CellKind.CLASSES, "over60", true),
    ASSISTS("assists", CellKind.ASSISTS, "n"),
    CITIZENS("citizens", CellKind.ASSISTS, "citizens");

    private final String code;
    private final CellKind kind;
    private final String count;
    private final boolean personal;

    Measure(String code, CellKind kind, String count) {
        this(code, kind, count, false);
    }

    Measure(String code, CellKind kind, String count, boolean personal) {
        this.code = code;
        this.kind = kind;
        this.count = count;
        this.personal = personal;
    }

    /** The measure of this name. */
    public static Optional<Measure> of(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    /**
     * Whether it counts people by what is personal: their age, their gender. It is counted in fives, so that nobody is known
     * by it, and neither listed by what was done nor aimed at. That somebody is a member of the Youth Union is what the
     * campaign itself asks for, and counted as everything else.
     */
    public boolean isPersonal() {
        return personal;
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
