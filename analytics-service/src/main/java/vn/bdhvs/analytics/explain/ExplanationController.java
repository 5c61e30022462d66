package vn.bdhvs.analytics.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
import vn.bdhvs.analytics.catalogue.Cursor;
import vn.bdhvs.analytics.catalogue.FewAtOnce;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.Retracted;

/** What a number of the figures is made of. */
@RestController
@Tag(name = "Campaign")
class ExplanationController {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private static final int AT_ONCE = 4;

    private final FewAtOnce few = new FewAtOnce(AT_ONCE);
    private final Explanation explanation;
    private final Scopes scopes;
    private final BusinessClock clock;

    ExplanationController(Explanation explanation, Scopes scopes, BusinessClock clock) {
        this.explanation = explanation;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * A page of activities.
     *
     * @param sum of the amounts of all of them: the number itself
     * @param count how many there are
     * @param next cursor of the page after this; left out on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Activities(
            String measure,
            long sum,
            long count,
            List<Activity> items,
            @Nullable String next) {}

    /**
     * An activity, or what takes one back.
     *
     * @param amount what it adds to the number; negative if it takes back
     * @param id of the report, as its service shows it
     * @param event id of the event
     * @param type what was done, as citizen-assisted
     * @param retracts id of the event that it takes back; left out if it takes back none
     * @param retracted true if it has been taken back since, even where that counts elsewhere, as on the day when it was
     *     received; left out if it stands
     * @param corrected of what is taken back or takes back: true if the report says something else instead
     * @param validFrom first day of the unit that did it: its code may be another's now
     * @param dimensions values by which its cell is kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Activity(
            long amount,
            String id,
            String event,
            String source,
            String type,
            @Nullable String retracts,
            @Nullable Boolean retracted,
            @Nullable Boolean corrected,
            String unit,
            LocalDate validFrom,
            Map<String, String> dimensions,
            Instant doneAt,
            Instant recordedAt) {

        private static Activity of(Explanation.Line line, Retractions.TakenBack takenBack) {
            ActivityEvent event = line.event();
            Retracted retracts = event.retracted();
            boolean retracted = takenBack.holds(event);
            boolean corrected = (retracted || retracts != null) && takenBack.isCorrected(event);
            return new Activity(
                    line.amount(),
                    event.subject(),
                    event.id(),
                    event.source().toString(),
                    event.activity().kafkaTopic(),
                    retracts == null ? null : retracts.id(),
                    retracted ? true : null,
                    corrected ? true : null,
                    line.unit().code(),
                    line.unit().validFrom(),
                    Cell.of(event).dimensions(),
                    event.time(),
                    event.recordedTime());
        }
    }

    @GetMapping("/api/v1/campaigns/{campaign}/figures/{measure}/activities")
    @SecurityRequirement(name = "token")
    @Operation(
            summary = "List the activities behind a figure, newest first",
            description =
                    "The figure is the sum of their amounts. A correction shows as what was reported, what took it back and"
                            + " what was reported instead; what has been taken back says so. A token may ask for its own"
                            + " units.")
    Mono<Activities> activities(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @Parameter(description = "Name of the measure, as a row has it", example = "citizens") @PathVariable
                    String measure,
            @ParameterObject CellQuestion question,
            @Parameter(description = "How many at most, 1 to 1000; 100 if left out")
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "What next of the page before said") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        Campaign known = scopes.campaign(campaign);
        Cells cells = question.read(known, measure, scopes, Asker.of(token), clock.instant());
        int most = Asked.number("limit", limit, USUAL, 1, MOST);
        Explanation.Place behind = place(cursor);
        return Mono.fromCallable(() -> {
                    Explanation.Page page = few.answer("measure", () -> explanation.page(cells, behind, most));
                    return new Activities(
                            cells.measure().code(),
                            page.sum(),
                            page.count(),
                            page.lines().stream()
                                    .map(line -> Activity.of(line, page.takenBack()))
                                    .toList(),
                            page.next() == null
                                    ? null
                                    : new Cursor(page.next().at(), page.next().identity()).written());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Explanation.@Nullable Place place(@Nullable String cursor) {
        Cursor read = Cursor.read(cursor);
        return read == null ? null : new Explanation.Place(read.at(), read.name());
    }
}
