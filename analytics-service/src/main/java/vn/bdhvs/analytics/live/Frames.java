package vn.bdhvs.analytics.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Writes server-sent events: {@code snapshot}, {@code overview}, {@code figures} and {@code heartbeat}. Times carry the
 * campaign's offset.
 */
@Component
class Frames {

    static final String SNAPSHOT = "snapshot";
    static final String OVERVIEW = "overview";

    private final JsonMapper json;
    private final BusinessClock clock;
    private final UnitRegister units;

    Frames(JsonMapper json, BusinessClock clock, UnitRegister units) {
        this.json = json;
        this.clock = clock;
        this.units = units;
    }

    /**
     * A row: absolute values; its version grows with each change within a generation.
     *
     * @param unit code of its unit, or what was asked for
     * @param validFrom first day of its unit; null in the total
     * @param notDivided whether the unit has ended and could not be shown under one of today's
     */
    record UnitRow(String unit, @Nullable LocalDate validFrom, boolean notDivided, RollUp.Row row) {

        static UnitRow total(String asked, RollUp.Row row) {
            return new UnitRow(asked, null, false, row);
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("unit", unit);
            if (validFrom != null) {
                map.put("validFrom", validFrom);
            }
            if (notDivided) {
                map.put("notDivided", true);
            }
            map.put("v", row.version());
            map.putAll(row.total().toMap());
            map.put("today", row.today().toMap());
            return map;
        }
    }

    /**
     * Which figures are shown, and when.
     *
     * @param day the local day that is shown as today
     */
    record Moment(int generation, Instant at, LocalDate day) {}

    /** What is shown now. */
    Moment now(int generation, LocalDate day) {
        return new Moment(generation, clock.instant().truncatedTo(ChronoUnit.MILLIS), day);
    }

    /** Everything a viewer needs to show the scope. */
    Frame snapshot(
            View view,
            Moment moment,
            UnitRow total,
            List<UnitRow> rows,
            Collection<FiguresChanged.Reported> activities) {
        Area area = view.area();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("campaign", area.campaign().code());
        data.put("unit", area.asked());
        data.put("units", Asked.nameOf(area.standing()));
        data.put("clock", view.clock().field());
        if (view.period().from() != null) {
            data.put("from", view.period().from());
        }
        if (view.period().to() != null) {
            data.put("to", view.period().to());
        }
        data.putAll(figures(area, moment, total, rows, activities));
        String newest = activities.isEmpty() ? "" : activities.iterator().next().id();
        return frame(
                SNAPSHOT,
                moment.generation() + "/" + moment.day() + "/" + total.row().version() + "/" + newest,
                data);
    }

    /** The rows that changed, as they are now. */
    Frame changes(
            Area area,
            Moment moment,
            @Nullable UnitRow total,
            List<UnitRow> rows,
            Collection<FiguresChanged.Reported> activities) {
        return frame("figures", "", figures(area, moment, total, rows, activities));
    }

    /** What moves slowly: {@link Overview}. */
    Frame overview(Moment moment, Map<String, Object> overview) {
        Map<String, Object> data = told(moment);
        data.putAll(overview);
        CRC32C content = new CRC32C();
        content.update(json.writeValueAsBytes(overview));
        return frame(OVERVIEW, Long.toHexString(content.getValue()), data);
    }

    /** A sign of life. */
    Frame heartbeat(LocalDate day) {
        return frame("heartbeat", "", Map.of("at", local(now(0, day).at()), "day", day));
    }

    private Map<String, Object> figures(
            Area area,
            Moment moment,
            @Nullable UnitRow total,
            List<UnitRow> rows,
            Collection<FiguresChanged.Reported> activities) {
        Map<String, Object> data = told(moment);
        if (total != null) {
            data.put("total", total.toMap());
        }
        data.put("rows", rows.stream().map(UnitRow::toMap).toList());
        data.put(
                "activities",
                activities.stream()
                        .map(reported -> activity(area.campaign(), reported))
                        .toList());
        return data;
    }

    private Map<String, Object> activity(Campaign campaign, FiguresChanged.Reported reported) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", reported.id());
        map.put("type", reported.type());
        map.put("unit", reported.unit());
        map.put(
                "validFrom",
                units.find(reported.unit(), campaign.day(reported.time()))
                        .map(Unit::validFrom)
                        .orElse(null));
        map.put("team", reported.team());
        map.put("topic", reported.topic());
        map.put("service", reported.service());
        map.put("outcome", reported.outcome());
        map.put("learners", reported.learners());
        map.put("citizens", reported.citizens());
        map.put("time", local(reported.time()));
        map.put("recordedTime", local(reported.recordedTime()));
        map.put("retracted", reported.retracted());
        map.values().removeIf(java.util.Objects::isNull);
        return map;
    }

    private Map<String, Object> told(Moment moment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("generation", moment.generation());
        data.put("at", local(moment.at()));
        data.put("day", moment.day());
        return data;
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    private Frame frame(String event, String version, Map<String, Object> data) {
        return new Frame(event, version, json.writeValueAsBytes(data));
    }
}
