package vn.bdhvs.analytics.reporting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;

/** Who has reported, over HTTP. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class ReportingController {

    private final ReportingQuery query;
    private final Scopes scopes;
    private final BusinessClock clock;

    ReportingController(ReportingQuery query, Scopes scopes, BusinessClock clock) {
        this.query = query;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * Which communes have reported what they did on a day. A registered volunteer is a report as much as a class or an
     * assist, but makes no team active. What was reported late changes the answer for its day: ask again.
     */
    @GetMapping("/api/v1/campaigns/{campaign}/reporting")
    @Operation(
            summary = "Show which communes have reported on a day and which are silent",
            description = "reported: an activity done on that day is known from the commune, be it only a volunteer's"
                    + " registration. nil: it reported that it did nothing. silent: nothing is known. late: it was first"
                    + " heard after the deadline. Active is a kind of team that held a class or helped someone. A"
                    + " district's or the province's own activities count for no commune. Active teams of a longer period:"
                    + " the rows of figures?level=commune&by=team with classes or assists.")
    Mono<Reporting> reporting(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @Parameter(
                            description =
                                    "Code of a unit, or its code and first day, for the communes below it; as in figures")
                    @RequestParam(required = false)
                    @Nullable
                    String unit,
            @Parameter(
                            description =
                                    "then (if left out): communes as they stood on that day; now: as they stand today,"
                                            + " each with what is known from any of those that it took over")
                    @RequestParam(name = "units", required = false)
                    @Nullable
                    String unitsOf,
            @Parameter(description = "Local day of the campaign's zone; today if left out")
                    @RequestParam(required = false)
                    @Nullable
                    String day,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        Campaign known = scopes.campaign(campaign);
        LocalDate asked = Asked.day("day", day);
        LocalDate on = asked == null ? clock.today() : asked;
        Area area = scopes.areaOn(known, unit, unitsOf, on, Asker.of(token));
        return Mono.fromCallable(() -> query.on(area, on)).subscribeOn(Schedulers.boundedElastic());
    }
}
