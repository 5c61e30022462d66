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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
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

    CatalogueController(Scopes scopes, BusinessClock clock) {
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * A campaign with what its readers need to show it.
     *
     * @param units the campaign's unit and all below it, as they stand today
     * @param formerUnits those that have ended: codes are used again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CampaignView(@JsonUnwrapped Campaign campaign, List<Unit> units, List<Unit> formerUnits, ClockView clock) {}

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
                            + " have ended, and the business clock.")
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
                clockView(campaign));
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
