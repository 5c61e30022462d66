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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.tally.ControlTotals;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Rolls figures documents up into rows. Each event belongs to exactly one row, so the rows always sum to the total: a
 * unit above the asked level that reported by itself has a row of its own.
 */
@Component
class FiguresQuery {

    private final MongoTemplate mongo;
    private final Generations generations;
    private final PastFigures past;
    private final ControlTotals controlTotals;
    private final UnitRegister units;
    private final BusinessClock clock;

    FiguresQuery(
            MongoTemplate mongo,
            Generations generations,
            PastFigures past,
            ControlTotals controlTotals,
            UnitRegister units,
            BusinessClock clock) {
        this.mongo = mongo;
        this.generations = generations;
        this.past = past;
        this.controlTotals = controlTotals;
        this.units = units;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param unit root of the subtree
     * @param from first local day; null for no bound
     * @param to last local day; null for no bound
     * @param asOf when it is to have been known; null for now
     */
    record Question(
            Campaign campaign,
            String unit,
            Unit.Level level,
            Breakdown breakdown,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            FiguresClock clock,
            @Nullable Instant asOf) {

        private PastFigures.Span span() {
            return new PastFigures.Span(campaign, clock, from, to);
        }
    }

    /**
     * The answer.
     *
     * @param asOf when this was known; null for now
     * @param verified up to when all that was sent has arrived, and how much is known to be missing
     * @param version grows whenever any figure behind the answer changed; equal versions of one question mean equal rows
     */
    record Answer(
            String campaign,
            String clock,
            @Nullable Instant asOf,
            ControlTotals.Verified verified,
            String version,
            List<Map<String, Object>> rows) {}

    /**
     * What changed between two instants.
     *
     * @param rows of units and dimensions of which anything changed
     */
    record Differences(String campaign, String clock, Instant after, Instant until, List<Map<String, Object>> rows) {}

    Answer answer(Question question) {
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
                    FiguresDocument.DAY,
                    FiguresDocument.VERSION,
                    question.clock().field()));
        }
        return past.asOf(
                question.asOf(),
                () -> found.projection(Projections.include(
                                FiguresDocument.UNIT,
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
        LocalDate day = question.asOf() == null
                ? clock.today()
                : LocalDate.ofInstant(question.asOf(), question.campaign().timeZone());
        for (Unit unit : units.subtree(question.unit(), day)) {
            if (unit.level() == question.level()) {
                row(rows, unit.code(), new LinkedHashMap<>(), question.breakdown());
            }
        }
    }

    private void add(Document figures, Question question, Map<List<String>, Row> rows) {
        String day = figures.getString(FiguresDocument.DAY);
        Optional<String> unit = rowUnit(figures.getString(FiguresDocument.UNIT), LocalDate.parse(day), question);
        if (unit.isEmpty()) {
            return;
        }
        Breakdown breakdown = question.breakdown();
        FiguresDocument.forEachCell(figures, question.clock(), (kind, dimensions, counts) -> {
            if (breakdown.covers(kind)) {
                Map<String, String> all = new LinkedHashMap<>(dimensions);
                all.put("day", day);
                row(rows, unit.get(), breakdown.pick(all), breakdown).add(Measures.of(kind, counts));
            }
        });
    }

    /** The unit whose row a document belongs to: the ancestor at the asked level, or itself if it stands above it. */
    private Optional<String> rowUnit(String code, LocalDate day, Question question) {
        List<Unit> lineage = units.lineage(code, day);
        if (lineage.stream().noneMatch(unit -> unit.code().equals(question.unit()))) {
            return Optional.empty();
        }
        return Optional.of(lineage.stream()
                .filter(unit -> unit.level() == question.level())
                .findFirst()
                .orElse(lineage.get(0))
                .code());
    }

    private static Row row(
            Map<List<String>, Row> rows, String unit, Map<String, String> dimensions, Breakdown breakdown) {
        List<String> key = new ArrayList<>();
        key.add(unit);
        key.addAll(dimensions.values());
        return rows.computeIfAbsent(key, k -> new Row(unit, dimensions, breakdown.measures()));
    }

    private static final class Row {
        private final String unit;
        private final Map<String, String> dimensions;
        private final Set<String> measureNames;
        private Measures measures = Measures.ZERO;

        private Row(String unit, Map<String, String> dimensions, Set<String> measureNames) {
            this.unit = unit;
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
            map.put("unit", unit);
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
