package vn.bdhvs.analytics.explain;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Measure;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.campaign.Campaign;

/** The parameters that say which cell of the figures is asked about: those of a row, by the names that the row has for them. */
record CellQuestion(
        @Parameter(
                description =
                        "Of a row: its unit and validFrom, as 25750@2025-07-01. A code alone as in figures: it may stand for"
                                + " several units")
        @Nullable
        String unit,

        @Parameter(description = "then (if left out) or now, as in figures") @Nullable
        String units,

        @Parameter(description = "true for a row of what a unit above the asked level did itself") @Nullable
        Boolean own,

        @Parameter(description = "First local day, included", example = "2025-03-01") @Nullable
        String from,

        @Parameter(description = "Last local day, included", example = "2025-03-31") @Nullable
        String to,

        @Parameter(description = "done (if left out) or received") @Nullable
        String clock,

        @Parameter(description = "Code of the team") @Nullable
        String team,

        @Parameter(description = "Code of a class's topic") @Nullable
        String topic,

        @Parameter(description = "Mode of a class") @Nullable
        String mode,

        @Parameter(description = "Code of an assist's service") @Nullable
        String service,

        @Parameter(description = "Outcome of an assist") @Nullable
        String outcome,

        @Parameter(
                description = "Only what was accepted after this time; a time with its offset",
                example = "2025-03-26T08:30:00+07:00")
        @Nullable
        String after,

        @Parameter(
                description = "Only what was accepted by then, as a figure of that time; a time with its offset",
                example = "2025-03-26T08:30:00+07:00")
        @Nullable
        String asOf) {

    /** The cells that are asked about; a 400, 403 or 404 that names what is wrong, if anything is. */
    Cells read(Campaign campaign, String measureName, Scopes scopes, Asker asker, Instant now) {
        Measure measure = Measure.of(measureName)
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.NOT_FOUND,
                        "measure",
                        "there is no measure '%s'; one of: %s"
                                .formatted(
                                        measureName,
                                        String.join(
                                                ", ",
                                                List.of(Measure.values()).stream()
                                                        .map(Measure::code)
                                                        .toList()))));
        if (measure.isPersonal()) {
            throw new UnanswerableQuestion(HttpStatus.BAD_REQUEST, "measure", Explanation.personal(measure));
        }
        Map<String, String> dimensions = new LinkedHashMap<>();
        put(dimensions, "team", team, measure);
        put(dimensions, "topic", topic, measure);
        put(dimensions, "mode", mode, measure);
        put(dimensions, "service", service, measure);
        put(dimensions, "outcome", outcome, measure);
        Period period = Asked.period(from, to);
        return new Cells(
                measure,
                scopes.area(campaign, unit, units, asker),
                Boolean.TRUE.equals(own),
                period.from(),
                period.to(),
                Asked.oneOf("clock", clock == null ? FiguresClock.DONE.field() : clock, FiguresClock.values()),
                dimensions,
                Asked.past("after", after, now),
                Asked.past("asOf", asOf, now));
    }

    private static void put(Map<String, String> dimensions, String name, @Nullable String value, Measure measure) {
        if (value == null) {
            return;
        }
        if (!measure.kind().dimensions().contains(name)) {
            throw new UnanswerableQuestion(
                    HttpStatus.BAD_REQUEST,
                    name,
                    "'%s' is not kept by %s; it is by any of: %s"
                            .formatted(
                                    measure.code(),
                                    name,
                                    String.join(", ", measure.kind().dimensions())));
        }
        dimensions.put(name, value);
    }
}
