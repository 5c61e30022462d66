package vn.bdhvs.analytics.figures;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.FewAtOnce;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.clock.BusinessClock;

/** Figures over HTTP. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class FiguresController {

    private static final int PAST_AT_ONCE = 4;

    private final FewAtOnce few = new FewAtOnce(PAST_AT_ONCE);
    private final FiguresQuery query;
    private final Scopes scopes;
    private final BusinessClock clock;

    FiguresController(FiguresQuery query, Scopes scopes, BusinessClock clock) {
        this.query = query;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * Figures of a unit and what lies below it. A row's measures are {@code volunteers}, {@code classes}, {@code assists}
     * (reports), {@code learners} and {@code citizens} (lượt), and of the learners {@code learners.members},
     * {@code learners.female} and {@code learners.over60}: those are summed over the classes that counted the group, so
     * {@code learners.members} is a lower bound; by gender and age they are counted in fives, see {@link SmallGroups}. Of a breakdown, rows have
     * the measures that are kept by it. The measure of a campaign's target is the row's property of that very name.
     *
     * @param asOf when it is to have been known; now if left out
     */
    @GetMapping("/api/v1/campaigns/{campaign}/figures")
    @Operation(
            summary = "Ask for figures by unit, day and what was done",
            description =
                    "Rows always sum to the total: what a unit above the asked level did itself has a row of its own."
                            + " Measures: volunteers, classes, learners, learners.members, learners.female, learners.over60,"
                            + " assists, citizens. assists and classes count reports; learners and citizens count attendances and"
                            + " occasions of help (lượt), never distinct people; the groups of learners are summed over the classes"
                            + " that counted them, those by gender and age rounded to the nearest five in each class, so that"
                            + " nobody is known by them. The measure of a campaign's target is a row's property of that very name.")
    Mono<FiguresQuery.Answer> figures(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @ParameterObject RowsQuestion rows,
            @Parameter(
                            description =
                                    "As it was known then; a time with its offset. What was accepted later is left out, what"
                                            + " was taken back later is still in.",
                            example = "2025-03-26T08:30:00+07:00")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        FiguresQuery.Question question = rows.read(
                scopes.campaign(campaign), scopes, Asker.of(token), Asked.past("asOf", asOf, clock.instant()));
        return Mono.fromCallable(() -> question.asOf() == null
                        ? query.answer(question)
                        : few.answer("asOf", () -> query.answer(question)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** By how much the figures of one instant differ from those of an earlier one. */
    @GetMapping("/api/v1/campaigns/{campaign}/figures/differences")
    @Operation(
            summary = "Ask what has changed between two instants",
            description =
                    "What figures as of the one have to be changed by to become those of the other: rows of that of"
                            + " which anything changed. The activities behind a row are had with the same two times as after and"
                            + " asOf.")
    Mono<FiguresQuery.Differences> differences(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @Parameter(description = "The earlier time, with its offset", example = "2025-03-25T00:00:00+07:00")
                    @RequestParam(required = false)
                    @Nullable
                    String after,
            @Parameter(description = "The later time, with its offset; now if left out")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @ParameterObject RowsQuestion rows,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        Instant now = clock.instant();
        Instant earlier = Asked.requiredPast("after", after, now);
        Instant later = Objects.requireNonNullElse(Asked.past("asOf", asOf, now), now);
        FiguresQuery.Question question = rows.read(scopes.campaign(campaign), scopes, Asker.of(token), later);
        return Mono.fromCallable(() -> few.answer("after", () -> query.differences(question, earlier, later)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
