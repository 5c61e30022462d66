package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitRegister;

/** Tells which campaign and which unit a request is about. */
@Component
public class Scopes {

    private final Catalogue catalogue;
    private final UnitRegister units;
    private final BusinessClock clock;

    Scopes(Catalogue catalogue, UnitRegister units, BusinessClock clock) {
        this.catalogue = catalogue;
        this.units = units;
        this.clock = clock;
    }

    /** All campaigns, in the order in which they are configured. */
    public Collection<Campaign> campaigns() {
        return catalogue.all();
    }

    /** The campaign of this code, or a 404 that lists the codes. */
    public Campaign campaign(String code) {
        return catalogue
                .find(code)
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.NOT_FOUND,
                        "campaign",
                        "there is no campaign '%s'; one of: %s".formatted(code, String.join(", ", catalogue.codes()))));
    }

    /** The unit of this code, ever; the campaign's own unit if none is given. A 404 if there never was one. */
    public String unit(Campaign campaign, @Nullable String code) {
        String unit = code == null ? campaign.unit() : code;
        if (units.spans(unit).isEmpty()) {
            throw new UnanswerableQuestion(
                    HttpStatus.NOT_FOUND, "unit", "there is no unit with the code '%s'".formatted(unit));
        }
        return unit;
    }

    /** As {@link #unit}, but it must exist today. */
    public String unitToday(Campaign campaign, @Nullable String code) {
        return unitOn(campaign, code, clock.today());
    }

    /** As {@link #unit}, but it must exist on that day. */
    public String unitOn(Campaign campaign, @Nullable String code, LocalDate day) {
        String unit = unit(campaign, code);
        if (units.find(unit, day).isEmpty()) {
            throw new UnanswerableQuestion(
                    HttpStatus.NOT_FOUND, "unit", "there is no unit with the code '%s' on %s".formatted(unit, day));
        }
        return unit;
    }
}
