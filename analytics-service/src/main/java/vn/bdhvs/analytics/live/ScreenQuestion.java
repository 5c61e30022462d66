package vn.bdhvs.analytics.live;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresClock;

/** The parameters that say what a screen shows. */
record ScreenQuestion(
        @Parameter(description = "Code of the unit, or its code and first day, as 25750@2025-07-01; as in figures")
        @Nullable
        String unit,

        @Parameter(description = "then (if left out): units as they stood; now: as they stand today") @Nullable
        String units,

        @Parameter(
                description =
                        "done (if left out): by the day on which it was done; received: by the day on which it was"
                                + " accepted")
        @Nullable
        String clock,

        @Parameter(description = "First local day of the period that is shown, included", example = "2025-03-01")
        @Nullable
        String from,

        @Parameter(description = "Last local day of the period that is shown, included", example = "2025-03-31")
        @Nullable
        String to) {

    /** What is shown; a 400, 403 or 404 that names what is wrong, if anything is. */
    View read(String campaign, Scopes scopes, Asker asker) {
        return new View(
                scopes.area(scopes.campaign(campaign), unit, units, asker),
                Asked.oneOf("clock", clock == null ? FiguresClock.DONE.field() : clock, FiguresClock.values()),
                Asked.period(from, to));
    }
}
