package vn.bdhvs.analytics.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.analytics.pace.Plan;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Label;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;

/** The catalogue of a campaign: phases, targets, topics, services, teams and the units of today. */
@RestController
@Tag(
        name = "Campaign",
        description =
                "A campaign's catalogue, its figures, and who has reported. Emitters, officers and displays see their own units, leaders and operators all.")
@SecurityRequirement(name = "token")
class CatalogueController {

    private final Scopes scopes;
    private final BusinessClock clock;
    private final DistrictMap map;

    CatalogueController(Scopes scopes, BusinessClock clock, DistrictMap map) {
        this.scopes = scopes;
        this.clock = clock;
        this.map = map;
    }

    /**
     * A campaign with what its readers need to show it.
     *
     * @param units the campaign's unit and all below it, as they stand today
     * @param formerUnits those that have ended: codes are used again
     * @param plans how targets are spread over their days, by the code of the target; none where its phase has no dates
     * @param map what can be said of the map of its districts; none if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CampaignView(
            @JsonUnwrapped Campaign campaign,
            List<Unit> units,
            List<Unit> formerUnits,
            Map<String, PlanView> plans,
            @Nullable MapView map,
            ClockView clock) {}

    /**
     * A map.
     *
     * @param missing codes of the districts of today that it does not draw
     */
    record MapView(List<String> missing) {}

    /**
     * A plan.
     *
     * @param shares what of the target is planned for each day from the first to the last; they add up to 1
     */
    record PlanView(LocalDate from, LocalDate to, List<Double> shares) {

        static PlanView of(Plan plan) {
            return new PlanView(
                    plan.from(),
                    plan.to(),
                    plan.from()
                            .datesUntil(plan.to().plusDays(1))
                            .map(plan::share)
                            .toList());
        }
    }

    /**
     * The business clock.
     *
     * @param demo whether it is not the real time, which a screen must say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClockView(OffsetDateTime now, @Nullable OffsetDateTime start, double rate, boolean demo) {}

    /** The campaigns of this installation, the one that a page shows unasked first. */
    record CampaignList(List<Named> campaigns) {}

    /** A campaign by its code. */
    record Named(String code, Label name) {}

    @GetMapping("/api/v1/campaigns")
    @Operation(summary = "List the campaigns", description = "In the order in which they are configured.")
    CampaignList campaigns() {
        return new CampaignList(scopes.campaigns().stream()
                .map(campaign -> new Named(campaign.code(), campaign.name()))
                .toList());
    }

    @GetMapping("/api/v1/campaigns/{code}")
    @Operation(
            summary = "Describe a campaign",
            description =
                    "Phases, targets, codes of teams, topics and services, the units as they stand today, those that"
                            + " have ended, whether there is a map of the districts, and the business clock.")
    CampaignView campaign(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String code) {
        Campaign campaign = scopes.campaign(code);
        LocalDate today = clock.today();
        Area area = scopes.area(campaign, null, null);
        return new CampaignView(
                campaign,
                area.membersOn(today),
                area.members().stream().filter(unit -> unit.hasEndedBy(today)).toList(),
                plans(campaign),
                map.missing(campaign).map(MapView::new).orElse(null),
                clockView(campaign));
    }

    private static Map<String, PlanView> plans(Campaign campaign) {
        Map<String, PlanView> plans = new LinkedHashMap<>();
        for (Campaign.Target target : campaign.targets()) {
            Plan.of(campaign, target).ifPresent(plan -> plans.put(target.code(), PlanView.of(plan)));
        }
        return plans;
    }

    private ClockView clockView(Campaign campaign) {
        return new ClockView(
                clock.instant()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .atZone(campaign.timeZone())
                        .toOffsetDateTime(),
                clock.isDemo() ? clock.start().atZone(campaign.timeZone()).toOffsetDateTime() : null,
                clock.rate(),
                clock.isDemo());
    }
}
