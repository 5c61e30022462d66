package vn.bdhvs.analytics.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.copy.Words;
import vn.bdhvs.analytics.explain.Explanation;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresQuery;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/**
 * The tables of an export: all in all, by unit, by day, by service. Each sums to the first, whatever is asked for. Blocking.
 */
@Component
class Export {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy");

    /** Measures in the order of their columns, and the keys of their names. */
    private static final List<Map.Entry<String, String>> MEASURES = List.of(
            Map.entry("volunteers", "kpi.vol"),
            Map.entry("classes", "kpi.cls"),
            Map.entry("learners", "kpi.lea"),
            Map.entry("citizens", "kpi.ast"),
            Map.entry("assists", "exp.assists"));

    private final FiguresQuery figures;
    private final ActivityTable activities;
    private final UnitRegister units;
    private final Words words;
    private final BusinessClock clock;

    Export(FiguresQuery figures, ActivityTable activities, UnitRegister units, Words words, BusinessClock clock) {
        this.figures = figures;
        this.activities = activities;
        this.units = units;
        this.words = words;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param by asks the figures by these dimensions; none for one row a unit
     * @param listed which activities are listed, where they are
     */
    record Question(Function<String, FiguresQuery.Question> by, Explanation.Choice listed, Words.Language language) {

        private FiguresQuery.Question plain() {
            return by.apply("");
        }
    }

    /** What stands before each table: the title, and what the figures are of. */
    List<String> before(Question question) {
        FiguresQuery.Question plain = question.plain();
        Campaign campaign = plain.area().campaign();
        Words.Language language = question.language();
        LocalDate from = Objects.requireNonNullElse(plain.from(), campaign.starts());
        LocalDate to = Objects.requireNonNullElse(plain.to(), campaign.ends());
        return List.of(
                language.of(campaign.name()),
                words.text(language, "exp.meta")
                        .replace("{scope}", scope(plain.area()))
                        .replace("{period}", DAY.format(from) + " – " + DAY.format(to))
                        .replace(
                                "{clock}",
                                words.text(
                                        language,
                                        plain.clock() == FiguresClock.DONE ? "bar.clock.event" : "bar.clock.recv"))
                        .replace("{time}", TIME.format(time(plain))));
    }

    /** The name of the file, without its ending. */
    String fileName(Question question) {
        FiguresQuery.Question plain = question.plain();
        return "bdhvs_%s_%s"
                .formatted(
                        plain.area().asked().replace('@', '_'),
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").format(time(plain)));
    }

    private LocalDateTime time(FiguresQuery.Question plain) {
        Instant instant = Objects.requireNonNullElseGet(plain.asOf(), clock::instant);
        return LocalDateTime.ofInstant(instant, plain.area().campaign().timeZone());
    }

    /** The unit that was asked for, as it stands today, or as it last stood. */
    private String scope(Area area) {
        LocalDate today = clock.today();
        return area.roots().stream()
                .map(units::find)
                .flatMap(Optional::stream)
                .filter(unit -> !unit.validFrom().isAfter(today))
                .max(Comparator.comparing(Unit::validFrom))
                .map(Unit::name)
                .orElse(area.asked());
    }

    /** The tables that there are, in the order of the sheets. */
    enum Sheet {
        SUMMARY,
        UNITS,
        DAYS,
        SERVICES,
        ACTIVITIES
    }

    /** One table. */
    Table table(Question question, Sheet sheet) {
        return switch (sheet) {
            case SUMMARY -> summary(question, rows(question));
            case UNITS -> byUnit(question, rows(question));
            case DAYS -> byDay(question);
            case SERVICES -> byService(question);
            case ACTIVITIES -> activities(question);
        };
    }

    /** What the figures are made of. */
    Table activities(Question question) {
        return activities.of(question.plain(), question.listed(), question.language());
    }

    /** All tables of figures. */
    List<Table> tables(Question question) {
        List<Map<String, Object>> rows = rows(question);
        return List.of(summary(question, rows), byUnit(question, rows), byDay(question), byService(question));
    }

    private List<Map<String, Object>> rows(Question question) {
        return figures.answer(question.plain()).rows();
    }

    private Table summary(Question question, List<Map<String, Object>> rows) {
        FiguresQuery.Question plain = question.plain();
        Words.Language language = question.language();
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Map.Entry<String, String> measure : MEASURES) {
            long total = rows.stream()
                    .mapToLong(row -> number(row, measure.getKey()))
                    .sum();
            Campaign.Target target = target(plain, measure.getKey());
            Long value = target == null ? null : value(target, plain.area());
            List<@Nullable Object> line = new ArrayList<>();
            line.add(words.text(language, measure.getValue()));
            line.add(total);
            line.add(value);
            line.add(value == null ? null : new Table.Share((double) total / value));
            line.add(target == null || value == null ? null : source(target, language));
            lines.add(line);
        }
        return new Table(
                words.text(language, "exp.sheet.summary"),
                List.of(
                        words.text(language, "exp.measure"),
                        words.text(language, "kpi.cum"),
                        words.text(language, "exp.target"),
                        words.text(language, "rank.col.prog"),
                        words.text(language, "exp.source")),
                lines);
    }

    /** The target of all of a measure, if the figures are of all of the campaign's days. */
    private static Campaign.@Nullable Target target(FiguresQuery.Question plain, String measure) {
        boolean allDays = plain.from() == null && plain.to() == null;
        return plain.area().campaign().targets().stream()
                .filter(target ->
                        allDays && target.isOfAll() && target.measure().equals(measure))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long value(Campaign.Target target, Area area) {
        return area.isWhole() ? Long.valueOf(target.value()) : target.units().get(area.asked());
    }

    private String source(Campaign.Target target, Words.Language language) {
        String source = target.source();
        return source == null ? words.text(language, "kpi.target.operator") : source;
    }

    private Table byUnit(Question question, List<Map<String, Object>> rows) {
        Words.Language language = question.language();
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(name(row));
            line.add(row.get("unit"));
            addMeasures(line, row);
            lines.add(line);
        }
        return new Table(
                words.text(language, "exp.sheet.units"),
                heads(language, words.text(language, "rank.col.unit"), words.text(language, "exp.code")),
                lines);
    }

    private String name(Map<String, Object> row) {
        String code = String.valueOf(row.get("unit"));
        return row.get("validFrom") instanceof LocalDate validFrom
                ? units.find(new UnitId(code, validFrom)).map(Unit::name).orElse(code)
                : code;
    }

    private Table byDay(Question question) {
        Words.Language language = question.language();
        return summed(
                question, "day", "exp.sheet.days", heads(language, words.text(language, "exp.day")), LocalDate::parse);
    }

    private Table byService(Question question) {
        Words.Language language = question.language();
        Campaign campaign = question.plain().area().campaign();
        return summed(
                question,
                "service",
                "exp.sheet.services",
                List.of(
                        words.text(language, "exp.service"),
                        words.text(language, "kpi.ast"),
                        words.text(language, "exp.assists")),
                code -> campaign.services().stream()
                        .filter(service -> service.code().equals(code))
                        .map(service -> language.of(service.name()))
                        .findFirst()
                        .orElse(code));
    }

    /** One row a value of a dimension, whatever unit did it. */
    private Table summed(
            Question question, String dimension, String title, List<String> heads, Function<String, Object> first) {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (Map<String, Object> row :
                figures.answer(question.by().apply(dimension)).rows()) {
            Map<String, Long> sum = sums.computeIfAbsent(String.valueOf(row.get(dimension)), v -> new HashMap<>());
            for (Map.Entry<String, String> measure : MEASURES) {
                if (row.containsKey(measure.getKey())) {
                    sum.merge(measure.getKey(), number(row, measure.getKey()), Long::sum);
                }
            }
        }
        List<List<@Nullable Object>> lines = new ArrayList<>();
        sums.forEach((value, sum) -> {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(first.apply(value));
            MEASURES.stream()
                    .map(measure -> sum.get(measure.getKey()))
                    .filter(Objects::nonNull)
                    .forEach(line::add);
            lines.add(line);
        });
        return new Table(words.text(question.language(), title), heads, lines);
    }

    private List<String> heads(Words.Language language, String... first) {
        List<String> heads = new ArrayList<>(List.of(first));
        MEASURES.forEach(measure -> heads.add(words.text(language, measure.getValue())));
        return heads;
    }

    private static void addMeasures(List<@Nullable Object> line, Map<String, Object> row) {
        MEASURES.forEach(measure -> line.add(number(row, measure.getKey())));
    }

    private static long number(Map<String, Object> row, String measure) {
        return row.get(measure) instanceof Number number ? number.longValue() : 0;
    }
}
