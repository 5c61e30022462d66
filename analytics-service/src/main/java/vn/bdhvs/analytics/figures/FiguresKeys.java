package vn.bdhvs.analytics.figures;

import org.springframework.stereotype.Component;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/**
 * Tells in which figures documents an event that was accepted is counted. By either clock, its unit is the one that bore
 * the code when the activity was done, though another may bear it by the time it is received.
 */
@Component
public class FiguresKeys {

    private final Catalogue catalogue;
    private final UnitRegister units;

    public FiguresKeys(Catalogue catalogue, UnitRegister units) {
        this.catalogue = catalogue;
        this.units = units;
    }

    /** The document of its day by a clock. */
    public FiguresDocument.Key key(ActivityEvent event, FiguresClock clock, int generation) {
        Campaign campaign = campaign(event);
        return new FiguresDocument.Key(generation, campaign.code(), unit(event), clock.day(event, campaign));
    }

    /** The unit that did it. */
    public UnitId unit(ActivityEvent event) {
        return units.known(event.activity().unit(), FiguresClock.DONE.day(event, campaign(event)))
                .id();
    }

    /** The campaign that it belongs to. */
    public Campaign campaign(ActivityEvent event) {
        String code = event.activity().campaign();
        return catalogue
                .find(code)
                .orElseThrow(() -> new IllegalStateException(
                        "an event of the campaign %s was accepted, and no campaign file describes it".formatted(code)));
    }
}
