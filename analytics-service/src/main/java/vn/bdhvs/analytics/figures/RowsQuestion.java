package vn.bdhvs.analytics.figures;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.unit.Unit;

/** The parameters that say which rows are asked for. */
public record RowsQuestion(
        @Parameter(
                description =
                        "Code of a unit, for all below it too: of every unit that has borne it, with units=now of the one"
                                + " that does today; the code of whoever runs the campaign stands for all of it, as does none, if all of it is yours; else none stands for your own unit. Of a"
                                + " row: its unit and validFrom, as 25750@2025-07-01")
        @Nullable
        String unit,

        @Parameter(
                description =
                        "then (if left out): units as they stood when it was done; now: units as they stand today,"
                                + " with what was divided as it was, marked as notDivided. Totals are the same.")
        @Nullable
        String units,

        @Parameter(
                description =
                        "One row a unit of this level: province, district (if left out) or commune. What no unit of"
                                + " the level did has the row of whoever did it.")
        @Nullable
        String level,

        @Parameter(
                description =
                        "Dimensions joined by commas, of day and either team (volunteers), team, topic, mode (classes) or team, service, outcome (assists); one row a unit if left out",
                example = "day,service")
        @Nullable
        String by,

        @Parameter(description = "First local day, included", example = "2025-03-01") @Nullable
        String from,

        @Parameter(description = "Last local day, included", example = "2025-03-31") @Nullable
        String to,

        @Parameter(
                description =
                        "done (if left out): by the day on which it was done; received: by the day on which it was accepted")
        @Nullable
        String clock) {

    /** What is asked; a 400, 403 or 404 that names what is wrong, if anything is. */
    public FiguresQuery.Question read(Campaign campaign, Scopes scopes, Asker asker, @Nullable Instant asOf) {
        Period period = Asked.period(from, to);
        return new FiguresQuery.Question(
                scopes.area(campaign, unit, units, asker),
                Asked.oneOf("level", level == null ? "district" : level, Unit.Level.values()),
                breakdown(by),
                period.from(),
                period.to(),
                Asked.oneOf("clock", clock == null ? FiguresClock.DONE.field() : clock, FiguresClock.values()),
                asOf);
    }

    /** The same, broken down by these dimensions. */
    public RowsQuestion by(String dimensions) {
        return new RowsQuestion(unit, units, level, dimensions, from, to, clock);
    }

    private static Breakdown breakdown(@Nullable String by) {
        try {
            return Breakdown.parse(by);
        } catch (IllegalArgumentException e) {
            throw new UnanswerableQuestion(HttpStatus.BAD_REQUEST, "by", String.valueOf(e.getMessage()));
        }
    }
}
