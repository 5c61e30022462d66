package vn.bdhvs.analytics.figures;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.unit.Unit;

/** Figures over HTTP. */
@RestController
@Tag(name = "Campaign")
class FiguresController {

    private final FiguresQuery query;
    private final Scopes scopes;

    FiguresController(FiguresQuery query, Scopes scopes) {
        this.query = query;
        this.scopes = scopes;
    }

    /**
     * Figures of a unit and what lies below it. A row's measures are {@code volunteers}, {@code classes}, {@code assists}
     * (reports), {@code learners} and {@code citizens} (lượt), and of the learners {@code learners.members},
     * {@code learners.female} and {@code learners.over60}: those are summed over the classes that counted the group, so
     * they are lower bounds. Of a breakdown, rows have the measures that are kept by it. The measure of a campaign's
     * target is the row's property of that very name.
     *
     * @param unit root; the campaign's own unit if left out
     * @param level {@code province}, {@code district} or {@code commune}: one row a unit of that level
     * @param by dimensions joined by commas, e.g. {@code day,service}; none for one row a unit
     * @param from first local day of the campaign's zone, included
     * @param to last local day, included
     * @param clock {@code done} (default) or {@code received}
     */
    @GetMapping("/api/v1/campaigns/{campaign}/figures")
    @Operation(
            summary = "Ask for figures by unit, day and what was done",
            description =
                    "Rows always sum to the total: what a unit above the asked level did itself has a row of its own."
                            + " Measures: volunteers, classes, learners, learners.members, learners.female, learners.over60,"
                            + " assists, citizens. assists and classes count reports; learners and citizens count attendances and"
                            + " occasions of help (lượt), never distinct people; the groups of learners are summed over the classes"
                            + " that counted them. The measure of a campaign's target is a row's property of that very name.")
    Mono<FiguresQuery.Answer> figures(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @Parameter(description = "Code of the unit whose subtree is asked for; the campaign's own if left out")
                    @RequestParam(required = false)
                    @Nullable
                    String unit,
            @Parameter(description = "One row a unit of this level: province, district or commune")
                    @RequestParam(defaultValue = "district")
                    String level,
            @Parameter(
                            description =
                                    "Dimensions joined by commas, of day and either team (volunteers), team, topic, mode (classes) or team, service, outcome (assists); one row a unit if left out",
                            example = "day,service")
                    @RequestParam(required = false)
                    @Nullable
                    String by,
            @Parameter(description = "First local day, included", example = "2025-03-01")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Last local day, included", example = "2025-03-31")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(
                            description =
                                    "done: by the day on which it was done; received: by the day on which it was accepted")
                    @RequestParam(name = "clock", defaultValue = "done")
                    String clockName) {
        Campaign known = scopes.campaign(campaign);
        FiguresQuery.Question question = new FiguresQuery.Question(
                known,
                scopes.unit(known, unit),
                Asked.oneOf("level", level, Unit.Level.values()),
                breakdown(by),
                Asked.day("from", from),
                Asked.day("to", to),
                Asked.oneOf("clock", clockName, FiguresClock.values()));
        return Mono.fromCallable(() -> query.answer(question)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Breakdown breakdown(@Nullable String by) {
        try {
            return Breakdown.parse(by);
        } catch (IllegalArgumentException e) {
            throw new UnanswerableQuestion(HttpStatus.BAD_REQUEST, "by", String.valueOf(e.getMessage()));
        }
    }
}
