package vn.bdhvs.analytics.reporting;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.CellKind;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Reads from the figures of a day, by the done clock, which communes have reported. Only communes are expected to: what a
 * district or the province did itself counts for none of them. Blocking.
 */
@Component
class ReportingQuery {

    private final MongoTemplate mongo;
    private final Generations generations;
    private final UnitRegister units;
    private final BusinessClock clock;

    ReportingQuery(MongoTemplate mongo, Generations generations, UnitRegister units, BusinessClock clock) {
        this.mongo = mongo;
        this.generations = generations;
        this.units = units;
        this.clock = clock;
    }

    Reporting on(Campaign campaign, String unit, LocalDate day) {
        List<String> communes = units.subtree(unit, day).stream()
                .filter(below -> below.level() == Unit.Level.COMMUNE)
                .map(Unit::code)
                .toList();
        Map<String, Document> figures = figures(campaign, communes, day);
        OffsetDateTime deadline =
                day.atTime(campaign.reportsDue()).atZone(campaign.timeZone()).toOffsetDateTime();
        return Reporting.of(
                campaign.code(),
                unit,
                day,
                deadline,
                clock.instant().isAfter(deadline.toInstant()),
                communes.stream()
                        .map(commune -> row(commune, figures.get(commune), deadline, campaign.timeZone()))
                        .toList());
    }

    private Map<String, Document> figures(Campaign campaign, List<String> communes, LocalDate day) {
        int generation = generations.live();
        List<String> ids = communes.stream()
                .map(commune -> new FiguresDocument.Key(generation, campaign.code(), commune, day).id())
                .toList();
        Map<String, Document> figures = new HashMap<>();
        FiguresDocument.collection(mongo)
                .find(Filters.in("_id", ids))
                .projection(Projections.include(FiguresDocument.UNIT, FiguresDocument.HEARD, FiguresClock.DONE.field()))
                .forEach(document -> figures.put(document.getString(FiguresDocument.UNIT), document));
        return figures;
    }

    private static Reporting.Row row(String commune, @Nullable Document figures, OffsetDateTime deadline, ZoneId zone) {
        Set<CellKind> kinds = EnumSet.noneOf(CellKind.class);
        Set<String> teams = new TreeSet<>();
        if (figures != null) {
            FiguresDocument.forEachCell(figures, FiguresClock.DONE, (kind, dimensions, counts) -> {
                if (FiguresDocument.count(counts, "n") > 0) {
                    kinds.add(kind);
                    if (kind == CellKind.CLASSES || kind == CellKind.ASSISTS) {
                        teams.add(String.valueOf(dimensions.get("team")));
                    }
                }
            });
        }
        if (figures == null || kinds.isEmpty()) {
            return new Reporting.Row(commune, Reporting.Status.SILENT, null, null, null, 0, List.of());
        }
        OffsetDateTime first = heard(figures, FiguresDocument.FIRST, zone);
        return new Reporting.Row(
                commune,
                kinds.equals(EnumSet.of(CellKind.NIL_REPORTS)) ? Reporting.Status.NIL : Reporting.Status.REPORTED,
                first,
                heard(figures, FiguresDocument.LAST, zone),
                first == null ? null : first.isAfter(deadline),
                teams.size(),
                List.copyOf(teams));
    }

    private static @Nullable OffsetDateTime heard(Document figures, String which, ZoneId zone) {
        Document heard = figures.get(FiguresDocument.HEARD, Document.class);
        Date at = heard == null ? null : heard.getDate(which);
        return at == null ? null : at.toInstant().atZone(zone).toOffsetDateTime();
    }
}
