package vn.bdhvs.analytics.reporting;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.figures.CellKind;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/**
 * Reads from the figures of a day, by the done clock, which communes have reported. Only communes are expected to: what a
 * district or the province did itself counts for none of them. Blocking.
 */
@Component
class ReportingQuery {

    private final MongoTemplate mongo;
    private final Generations generations;
    private final BusinessClock clock;

    ReportingQuery(MongoTemplate mongo, Generations generations, BusinessClock clock) {
        this.mongo = mongo;
        this.generations = generations;
        this.clock = clock;
    }

    Reporting on(Area area, LocalDate day) {
        Campaign campaign = area.campaign();
        Map<Unit, List<Unit>> expected = new LinkedHashMap<>();
        for (Unit unit : area.membersOn(day)) {
            if (unit.level() == Unit.Level.COMMUNE) {
                Unit shown = Area.at(Unit.Level.COMMUNE, area.lineage(unit.id(), day));
                expected.computeIfAbsent(shown, row -> new ArrayList<>()).add(unit);
            }
        }
        Map<UnitId, Document> figures = figures(
                campaign, expected.values().stream().flatMap(List::stream).toList(), day);
        OffsetDateTime deadline =
                day.atTime(campaign.reportsDue()).atZone(campaign.timeZone()).toOffsetDateTime();
        List<Reporting.Row> rows = new ArrayList<>();
        expected.forEach((shown, communes) -> {
            Heard heard = new Heard();
            communes.stream()
                    .flatMap(commune -> Optional.ofNullable(figures.get(commune.id())).stream())
                    .forEach(heard::add);
            rows.add(heard.row(shown, area.isNotDivided(shown.id()), deadline, campaign.timeZone()));
        });
        return Reporting.of(area, day, deadline, clock.instant().isAfter(deadline.toInstant()), rows);
    }

    private Map<UnitId, Document> figures(Campaign campaign, List<Unit> communes, LocalDate day) {
        int generation = generations.live();
        List<String> ids = communes.stream()
                .map(commune -> new FiguresDocument.Key(generation, campaign.code(), commune.id(), day).id())
                .toList();
        Map<UnitId, Document> figures = new HashMap<>();
        FiguresDocument.collection(mongo)
                .find(Filters.in("_id", ids))
                .projection(Projections.include(
                        FiguresDocument.UNIT,
                        FiguresDocument.VALID_FROM,
                        FiguresDocument.HEARD,
                        FiguresClock.DONE.field()))
                .forEach(document -> figures.put(FiguresDocument.unit(document), document));
        return figures;
    }

    /** What is known of a day, from one document or several. */
    private static final class Heard {
        private final Set<CellKind> kinds = EnumSet.noneOf(CellKind.class);
        private final Set<String> teams = new TreeSet<>();
        private @Nullable Instant first;
        private @Nullable Instant last;

        private void add(Document figures) {
            Set<CellKind> more = EnumSet.noneOf(CellKind.class);
            FiguresDocument.forEachCell(figures, FiguresClock.DONE, (kind, dimensions, counts) -> {
                if (FiguresDocument.count(counts, "n") > 0) {
                    more.add(kind);
                    if (kind == CellKind.CLASSES || kind == CellKind.ASSISTS) {
                        teams.add(String.valueOf(dimensions.get("team")));
                    }
                }
            });
            kinds.addAll(more);
            Document heard = figures.get(FiguresDocument.HEARD, Document.class);
            if (!more.isEmpty() && heard != null) {
                Instant begin = heard.getDate(FiguresDocument.FIRST).toInstant();
                Instant end = heard.getDate(FiguresDocument.LAST).toInstant();
                first = first == null || begin.isBefore(first) ? begin : first;
                last = last == null || end.isAfter(last) ? end : last;
            }
        }

        private Reporting.Row row(Unit unit, boolean notDivided, OffsetDateTime deadline, ZoneId zone) {
            Instant begin = first;
            Instant end = last;
            return new Reporting.Row(
                    unit.code(),
                    unit.validFrom(),
                    notDivided ? true : null,
                    status(),
                    begin == null ? null : begin.atZone(zone).toOffsetDateTime(),
                    end == null ? null : end.atZone(zone).toOffsetDateTime(),
                    begin == null ? null : begin.isAfter(deadline.toInstant()),
                    teams.size(),
                    List.copyOf(teams));
        }

        private Reporting.Status status() {
            if (kinds.isEmpty()) {
                return Reporting.Status.SILENT;
            }
            return kinds.equals(EnumSet.of(CellKind.NIL_REPORTS)) ? Reporting.Status.NIL : Reporting.Status.REPORTED;
        }
    }
}
