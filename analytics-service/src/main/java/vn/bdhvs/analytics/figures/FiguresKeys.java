package vn.bdhvs.analytics.figures;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
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

    /** Keys that are remembered: more than are written to in some days of a country. */
    private static final int REMEMBERED = 20_000;

    private final ConcurrentLruCache<FiguresDocument.Key, Written> written =
            new ConcurrentLruCache<>(REMEMBERED, key -> new Written(key.id(), key.fields()));
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

    /**
     * A key as a document holds it.
     *
     * @param fields that a new document starts with
     */
    public record Written(String id, Map<String, Object> fields) {}

    /** The key as its document holds it, made once for the many events that share it. */
    public Written written(FiguresDocument.Key key) {
        return written.get(key);
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
