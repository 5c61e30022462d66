package vn.bdhvs.analytics.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.figures.Lateness;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.analytics.journal.Uncounted;
import vn.bdhvs.analytics.pace.Pace;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.analytics.pace.Plan;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/**
 * What a screen shows beside its rows: of the area, yesterday until now, each day since the campaign began, the hours of today and
 * yesterday, and when the units below were heard; of the period, the services, how late it became known, and how far its part of
 * the targets is. Gathered in one pass over the board.
 */
class Overview {

    private static final int HOURS = 24;

    private final Area area;
    private final Period period;
    private final LocalDateTime now;
    private final LocalTime until;
    private final List<Goal> goals;

    /** Of each goal, what falls to the period. */
    private final List<Optional<Plan.Part>> parts;

    private final LocalDate first;
    private final Measures[] days;
    private final Measures[] lateDays;
    private final Map<Lateness, Measures> late = new EnumMap<>(Lateness.class);
    private final Measures[] hoursOfToday = none(HOURS);
    private final Measures[] hoursOfYesterday = none(HOURS);
    private final Map<String, Served> services = new LinkedHashMap<>();
    private final Reached reached;
    private final Map<UnitId, Reached> reachedBelow = new HashMap<>();
    private final Map<UnitId, Instant> heard = new HashMap<>();
    private final Map<UnitId, int[]> pulses = new HashMap<>();
    private final @Nullable Uncounted uncounted;
    private Measures yesterday = Measures.ZERO;

    /**
     * Gathers it.
     *
     * @param now local to the campaign; its day is the board's today
     */
    static Overview of(Board board, View view, List<Goal> goals, LocalDateTime now) {
        Overview overview = new Overview(board, view, goals, now);
        board.forEach(view.area(), view.clock(), overview::add);
        board.yesterday()
                .ifPresent(
                        known -> overview.addBegunHour(known.begunHour().getOrDefault(view.clock(), Map.of()), board));
        board.pulse().ifPresent(pulse -> overview.addPulse(pulse, board));
        for (int hour = 0; hour < overview.until.getHour(); hour++) {
            overview.yesterday = overview.yesterday.plus(overview.hoursOfYesterday[hour]);
        }
        return overview;
    }

    private Overview(Board board, View view, List<Goal> goals, LocalDateTime now) {
        this.area = view.area();
        this.period = view.period();
        this.now = now;
        this.until = board.yesterday()
                .map(Board.Yesterday::until)
                .orElse(now.toLocalTime().truncatedTo(ChronoUnit.HOURS));
        this.goals = goals;
        this.parts = goals.stream().map(goal -> goal.plan().within(period)).toList();
        this.uncounted = area.isWhole() ? board.uncounted().orElse(null) : null;
        this.first = area.campaign().starts();
        int length = (int) Math.max(0, first.until(now.toLocalDate(), ChronoUnit.DAYS) + 1);
        this.days = none(length);
        this.lateDays = none(length);
        area.campaign().services().forEach(service -> services.put(service.code(), new Served()));
        this.reached = new Reached(length, goals.size());
    }

    private static Measures[] none(int length) {
        Measures[] values = new Measures[length];
        Arrays.fill(values, Measures.ZERO);
        return values;
    }

    private void add(List<Unit> lineage, LocalDate day, Counted counted, @Nullable Instant lastHeard) {
        LocalDate today = now.toLocalDate();
        int index = (int) first.until(day, ChronoUnit.DAYS);
        if (index >= 0 && index < days.length) {
            days[index] = days[index].plus(counted.measures());
            counted.late().values().forEach(sum -> lateDays[index] = lateDays[index].plus(sum));
        }
        if (day.equals(today)) {
            counted.hours().forEach((hour, sum) -> hoursOfToday[hour] = hoursOfToday[hour].plus(sum));
        } else if (day.equals(today.minusDays(1))) {
            counted.hours().forEach((hour, sum) -> hoursOfYesterday[hour] = hoursOfYesterday[hour].plus(sum));
        }
        UnitId below = directlyBelow(lineage);
        if (period.contains(day)) {
            addOfPeriod(counted, index, day.equals(today), below);
        }
        if (lastHeard != null) {
            heard.merge(below, lastHeard, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void addOfPeriod(Counted counted, int index, boolean isToday, UnitId below) {
        if (index >= 0 && index < days.length) {
            counted.late().forEach((lateness, sum) -> late.merge(lateness, sum, Measures::plus));
        }
        counted.services().forEach((code, sum) -> services.computeIfAbsent(code, unknown -> new Served())
                .add(sum, isToday));
        reached.add(index, counted.goals());
        reachedBelow
                .computeIfAbsent(below, unit -> new Reached(days.length, goals.size()))
                .add(index, counted.goals());
    }

    private void addPulse(Pulse pulse, Board board) {
        pulse.cells().forEach((doer, cells) -> {
            List<Unit> lineage = board.lineage(area, doer.unit(), doer.day());
            if (!lineage.isEmpty()) {
                int[] sums = pulses.computeIfAbsent(directlyBelow(lineage), below -> new int[Pulse.CELLS]);
                Arrays.setAll(sums, cell -> sums[cell] + cells[cell]);
            }
        });
    }

    /** The unit of a lineage that has a row: the one directly below a root, or the root itself if that did it. */
    private UnitId directlyBelow(List<Unit> lineage) {
        UnitId below = lineage.get(0).id();
        for (Unit unit : lineage) {
            if (area.roots().contains(unit.id())) {
                return below;
            }
            below = unit.id();
        }
        return below;
    }

    private void addBegunHour(Map<UnitId, Measures> begunHour, Board board) {
        LocalDate day = now.toLocalDate().minusDays(1);
        begunHour.forEach((unit, sum) -> {
            if (!board.lineage(area, unit, day).isEmpty()) {
                yesterday = yesterday.plus(sum);
            }
        });
    }

    /** What was asked of a service. */
    private static final class Served {
        private Measures total = Measures.ZERO;
        private Measures today = Measures.ZERO;

        private void add(Measures more, boolean ofToday) {
            total = total.plus(more);
            today = ofToday ? today.plus(more) : today;
        }
    }

    /** How much of each goal was reached on each day since the campaign began. */
    private static final class Reached {
        private final long[][] byDay;

        private Reached(int days, int goals) {
            this.byDay = new long[goals][days];
        }

        private void add(int day, long[] more) {
            for (int goal = 0; goal < more.length; goal++) {
                if (day >= 0 && day < byDay[goal].length) {
                    byDay[goal][day] += more[goal];
                }
            }
        }

        private long total(int goal) {
            return Arrays.stream(byDay[goal]).sum();
        }

        /** On so many full days before today. */
        private long onLast(int goal, int days) {
            int today = byDay[goal].length - 1;
            return Arrays.stream(byDay[goal], Math.max(0, today - days), Math.max(0, today))
                    .sum();
        }

        /** How many days after the campaign's first the sum came to this, which it has. */
        private int dayOf(int goal, long value) {
            long sum = 0;
            int day = 0;
            while (day < byDay[goal].length && sum + byDay[goal][day] < value) {
                sum += byDay[goal][day];
                day++;
            }
            return day;
        }
    }

    private static final Map<String, ToLongFunction<Measures>> HEADLINE = headline();

    private static Map<String, ToLongFunction<Measures>> headline() {
        Map<String, ToLongFunction<Measures>> measures = new LinkedHashMap<>();
        measures.put("volunteers", Measures::volunteers);
        measures.put("classes", Measures::classes);
        measures.put("learners", each -> each.learners().total());
        measures.put("citizens", Measures::citizens);
        return measures;
    }

    /** Of a day, everything; in the order of the days. */
    private static Map<String, long[]> series(Measures[] values) {
        Map<String, long[]> series = new LinkedHashMap<>();
        HEADLINE.forEach((name, measure) ->
                series.put(name, Arrays.stream(values).mapToLong(measure).toArray()));
        return series;
    }

    /** What the days hold that became known later, by how much later. */
    private Map<String, Object> quality() {
        Map<String, Object> quality = new LinkedHashMap<>();
        for (Lateness lateness : Lateness.values()) {
            Measures sum = late.getOrDefault(lateness, Measures.ZERO);
            Map<String, Long> amounts = new LinkedHashMap<>();
            HEADLINE.forEach((name, measure) -> amounts.put(name, measure.applyAsLong(sum)));
            quality.put(lateness.field(), amounts);
        }
        return quality;
    }

    /** Says which status to show of a goal of a unit. */
    interface Statuses {
        Pace.Status show(String unit, String goal, Pace.Status reckoned);
    }

    /** By name, as the page reads it. */
    Map<String, Object> toMap(Statuses statuses) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("until", until.truncatedTo(ChronoUnit.MINUTES).toString());
        map.put("yesterday", yesterday.toMap());
        map.put("days", Map.of("first", first, "measures", series(days), "late", series(lateDays)));
        map.put("quality", quality());
        if (uncounted != null) {
            map.put("uncounted", uncounted);
        }
        map.put("hours", Map.of("today", series(hoursOfToday), "yesterday", series(hoursOfYesterday)));
        map.put(
                "services",
                services.entrySet().stream()
                        .map(entry -> service(entry.getKey(), entry.getValue()))
                        .toList());
        map.put("goals", goals(reached, area.isWhole() ? null : area.asked(), statuses));
        map.put("rows", rows(statuses));
        return map;
    }

    private static Map<String, Object> service(String code, Served served) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", code);
        map.put("citizens", served.total.citizens());
        map.put("assists", served.total.assists());
        map.put("today", Map.of("citizens", served.today.citizens(), "assists", served.today.assists()));
        return map;
    }

    private List<Map<String, Object>> rows(Statuses statuses) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (UnitId unit : area.children()) {
            Reached below = reachedBelow.getOrDefault(unit, new Reached(days.length, goals.size()));
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("unit", unit.code());
            row.put("validFrom", unit.validFrom());
            row.put("goals", goals(below, unit.code(), statuses));
            row.put("pulse", pulses.getOrDefault(unit, new int[Pulse.CELLS]));
            Instant last = heard.get(unit);
            if (last != null) {
                row.put("heard", last.atZone(area.campaign().timeZone()).toOffsetDateTime());
            }
            rows.add(row);
        }
        return rows;
    }

    /**
     * How far the goals are that a unit has.
     *
     * @param unit its code; null for the whole campaign
     */
    private Map<String, Object> goals(Reached amounts, @Nullable String unit, Statuses statuses) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            OptionalLong whole = unit == null ? OptionalLong.of(goal.target().value()) : goal.of(unit);
            Optional<Plan.Part> part = parts.get(i);
            if (whole.isPresent() && part.isPresent()) {
                String code = goal.target().code();
                Pace pace = pace(part.get().plan(), i, part.get().of(whole.getAsLong()), amounts);
                String shownFor = unit == null ? area.asked() : unit;
                map.put(code, pace.with(statuses.show(shownFor, code, pace.status())));
            }
        }
        return map;
    }

    private Pace pace(Plan plan, int index, long target, Reached amounts) {
        int fullDays = Pace.LastDays.before(now.toLocalDate(), plan);
        long actual = amounts.total(index);
        return Pace.of(
                target,
                actual,
                plan,
                now,
                new Pace.LastDays(amounts.onLast(index, fullDays), fullDays),
                actual < target ? null : first.plusDays(amounts.dayOf(index, target)));
    }
}
