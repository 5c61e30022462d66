package vn.bdhvs.analytics.figures;

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
class FiguresController {

    private final FiguresQuery query;
    private final Scopes scopes;

    FiguresController(FiguresQuery query, Scopes scopes) {
        this.query = query;
        this.scopes = scopes;
    }

    /**
     * Figures of a unit and what lies below it.
     *
     * @param unit root; the campaign's own unit if left out
     * @param level {@code province}, {@code district} or {@code commune}: one row a unit of that level
     * @param by dimensions joined by commas, e.g. {@code day,service}; none for one row a unit
     * @param from first local day of the campaign's zone, included
     * @param to last local day, included
     * @param clock {@code done} (default) or {@code received}
     */
    @GetMapping("/api/v1/campaigns/{campaign}/figures")
    Mono<FiguresQuery.Answer> figures(
            @PathVariable String campaign,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(defaultValue = "district") String level,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "clock", defaultValue = "done") String clockName) {
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
