package vn.bdhvs.analytics.figures;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.tally.ControlTotals;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/**
 * Rolls figures documents up into rows. Each event belongs to exactly one row, so the rows always sum to the total: a
 * unit above the asked level that reported by itself has a row of its own.
 */
@Component
public class FiguresQuery {

    private final MongoTemplate mongo;
    private final Generations generations;
    private final PastFigures past;
    private final ControlTotals controlTotals;
    private final BusinessClock clock;

    FiguresQuery(
            MongoTemplate mongo,
            Generations generations,
            PastFigures past,
            ControlTotals controlTotals,
            BusinessClock clock) {
        this.mongo = mongo;
        this.generations = generations;
        this.past = past;
        this.controlTotals = controlTotals;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param area whose figures, and how its units add up
     * @param from first local day; null for no bound
     * @param to last local day; null for no bound
     * @param asOf when it is to have been known; null for now
     */
    public record Question(
            Area area,
            Unit.Level level,
            Breakdown breakdown,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            FiguresClock clock,
            @Nullable Instant asOf) {

        private Campaign campaign() {
            return area.campaign();
        }

        private String units() {
            return Asked.nameOf(area.standing());
        }

        private PastFigures.Span span() {
            return new PastFigures.Span(campaign(), clock, from, to);
        }
    }

    /**
     * The answer.
     *
     * @param units whether rows are of units as they stood {@code then} or as they stand {@code now}
     * @param asOf when this was known; null for now
     * @param verified up to when all that was sent has arrived, and how much is known to be missing
     * @param version grows whenever any figure behind the answer changed; equal versions of one question mean equal rows
     */
    public record Answer(
            String campaign,
            String clock,
            String units,
            @Nullable Instant asOf,
            ControlTotals.Verified verified,
            String version,
            List<Map<String, Object>> rows) {}

    /**
     * What changed between two instants.
     *
     * @param rows of units and dimensions of which anything changed
     */
    record Differences(
            String campaign,
            String clock,
            String units,
            Instant after,
            Instant until,
            List<Map<String, Object>> rows) {}

    /** The rows, as they are now. Blocking. */
    public Answer answer(Question question) {
        int generation = generations.live();
        Map<List<String>, Row> rows = noRows();
        if (question.breakdown().isEmpty()) {
            addEmptyRows(question, rows);
        }
        long version = 0;
        for (Document figures : documents(question, generation)) {
            version += figures.get(FiguresDocument.VERSION, Number.class).longValue();
            add(figures, question, rows);
        }
        if (!question.breakdown().isEmpty()) {
            // What was all taken back is as if it had never been.
            rows.values().removeIf(Row::isZero);
        }
        return new Answer(
                question.campaign().code(),
                question.clock().field(),
                question.units(),
                question.asOf(),
                controlTotals.verified(),
                generation + "-" + version,
                rows.values().stream().map(Row::toMap).toList());
    }

    /** What the answer to a question would have to be changed by, had it been asked as of one instant and then of another. */
    Differences differences(Question question, Instant after, Instant until) {
        Map<List<String>, Row> rows = noRows();
        for (Document figures : past.between(after, until, question.span())) {
            add(figures, question, rows);
        }
        rows.values().removeIf(Row::isZero);
        return new Differences(
                question.campaign().code(),
                question.clock().field(),
                question.units(),
                after,
                until,
                rows.values().stream().map(Row::toMap).toList());
    }

    private static Map<List<String>, Row> noRows() {
        return new TreeMap<>(Comparator.comparing(key -> String.join("\0", key)));
    }

    private Iterable<Document> documents(Question question, int generation) {
        var found = mongo.getCollection(FiguresDocument.COLLECTION).find(filter(question, generation));
        if (question.asOf() == null) {
            return found.projection(Projections.include(
                    FiguresDocument.UNIT,
                    FiguresDocument.VALID_FROM,
                    FiguresDocument.DAY,
                    FiguresDocument.VERSION,
                    question.clock().field()));
        }
        return past.asOf(
                question.asOf(),
                () -> found.projection(Projections.include(
                                FiguresDocument.UNIT,
                                FiguresDocument.VALID_FROM,
                                FiguresDocument.DAY,
                                FiguresDocument.VERSION,
                                FiguresDocument.MARKS,
                                question.clock().field()))
                        .into(new ArrayList<>()),
                question.span());
    }

    private static Bson filter(Question question, int generation) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.eq(FiguresDocument.GENERATION, generation));
        conditions.add(Filters.eq(FiguresDocument.CAMPAIGN, question.campaign().code()));
        if (question.from() != null) {
            conditions.add(Filters.gte(FiguresDocument.DAY, question.from().toString()));
        }
        if (question.to() != null) {
            conditions.add(Filters.lte(FiguresDocument.DAY, question.to().toString()));
        }
        return Filters.and(conditions);
    }

    private void addEmptyRows(Question question, Map<List<String>, Row> rows) {
        LocalDate day =
                question.asOf() == null ? clock.today() : question.campaign().day(question.asOf());
        LocalDate to = question.to() == null || question.to().isAfter(day) ? day : question.to();
        LocalDate from =
                Objects.requireNonNullElse(question.from(), question.campaign().starts());
        for (Unit unit : question.area().shownIn(from.isAfter(to) ? to : from, to)) {
            if (unit.level() == question.level()) {
                row(rows, unit, new LinkedHashMap<>(), question);
            }
        }
    }

    private void add(Document figures, Question question, Map<List<String>, Row> rows) {
        String day = figures.getString(FiguresDocument.DAY);
        List<Unit> lineage = question.area().lineage(FiguresDocument.unit(figures), LocalDate.parse(day));
        if (lineage.isEmpty()) {
            return;
        }
        Unit unit = Area.at(question.level(), lineage);
        Breakdown breakdown = question.breakdown();
        FiguresDocument.forEachCell(figures, question.clock(), (kind, dimensions, counts) -> {
            if (breakdown.covers(kind)) {
                Map<String, String> all = new LinkedHashMap<>(dimensions);
                all.put("day", day);
                row(rows, unit, breakdown.pick(all), question).add(Measures.of(kind, counts));
            }
        });
    }

    private static Row row(Map<List<String>, Row> rows, Unit unit, Map<String, String> dimensions, Question question) {
        List<String> key = new ArrayList<>();
        key.add(unit.id().written());
        key.addAll(dimensions.values());
        return rows.computeIfAbsent(
                key,
                k -> new Row(
                        unit.id(),
                        question.area().isNotDivided(unit.id()),
                        dimensions,
                        question.breakdown().measures()));
    }

    private static final class Row {
        private final UnitId unit;
        private final boolean notDivided;
        private final Map<String, String> dimensions;
        private final Set<String> measureNames;
        private Measures measures = Measures.ZERO;

        private Row(UnitId unit, boolean notDivided, Map<String, String> dimensions, Set<String> measureNames) {
            this.unit = unit;
            this.notDivided = notDivided;
            this.dimensions = dimensions;
            this.measureNames = new LinkedHashSet<>(measureNames);
        }

        private boolean isZero() {
            return measures.equals(Measures.ZERO);
        }

        private void add(Measures more) {
            measures = measures.plus(more);
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("unit", unit.code());
            map.put("validFrom", unit.validFrom());
            if (notDivided) {
                map.put("notDivided", true);
            }
            map.putAll(dimensions);
            measures.toMap().forEach((name, value) -> {
                if (measureNames.contains(name)) {
                    map.put(name, value);
                }
            });
            return map;
        }
    }
}
