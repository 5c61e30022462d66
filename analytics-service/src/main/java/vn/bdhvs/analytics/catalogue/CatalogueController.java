package vn.bdhvs.analytics.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/** The catalogue of a campaign: phases, targets, topics, services, teams and the units of today. */
@RestController
class CatalogueController {

    private final Catalogue catalogue;
    private final UnitRegister units;
    private final BusinessClock clock;

    CatalogueController(Catalogue catalogue, UnitRegister units, BusinessClock clock) {
        this.catalogue = catalogue;
        this.units = units;
        this.clock = clock;
    }

    /**
     * A campaign with what its readers need to show it.
     *
     * @param units the campaign's unit and all below it, as they stand today
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CampaignView(@JsonUnwrapped Campaign campaign, List<Unit> units, ClockView clock) {}

    /**
     * The business clock.
     *
     * @param demo whether it is not the real time, which a screen must say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClockView(OffsetDateTime now, @Nullable OffsetDateTime start, double rate, boolean demo) {}

    @GetMapping("/api/v1/campaigns/{code}")
    CampaignView campaign(@PathVariable String code) {
        Campaign campaign = catalogue.find(code).orElseThrow(() -> {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND,
                    "there is no campaign '%s'; one of: %s".formatted(code, String.join(", ", catalogue.codes())));
            problem.setType(URI.create("about:blank"));
            problem.setProperty("field", "campaign");
            return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
        });
        return new CampaignView(campaign, units.subtree(campaign.unit(), clock.today()), clockView(campaign));
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
