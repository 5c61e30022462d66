package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Standing;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/**
 * The latest figures of one campaign as this instance has read them, rolled up per unit in either way of seeing units.
 * Confined to the hub's thread.
 */
class Board {

    private final Map<String, Known> documents = new HashMap<>();
    private final Map<Standing, Area> whole;
    private final Map<Standing, RollUp> rollUps = new EnumMap<>(Standing.class);
    private final LocalDate today;

    /**
     * An empty board.
     *
     * @param whole all of the campaign, today, in either way of seeing units
     */
    Board(Map<Standing, Area> whole, LocalDate today) {
        this.whole = whole;
        this.today = today;
        whole.keySet().forEach(standing -> rollUps.put(standing, new RollUp()));
    }

    /**
     * A figures document as read.
     *
     * @param measures sum of its done-clock cells
     */
    record Read(
            String id, int generation, String campaign, UnitId unit, LocalDate day, long version, Measures measures) {}

    private record Known(long version, Measures measures) {}

    /** Takes in documents; an older version than the known one is ignored. */
    void take(List<Read> reads) {
        for (Read read : reads) {
            Known known = documents.getOrDefault(read.id(), new Known(0, Measures.ZERO));
            if (read.version() <= known.version()) {
                continue;
            }
            Measures more = read.measures().minus(known.measures());
            RollUp.Row added = new RollUp.Row(
                    read.version() - known.version(), more, read.day().equals(today) ? more : Measures.ZERO);
            // All lineages before anything is added: of a unit that is not in the register there is none.
            Map<Standing, List<Unit>> lineages = new EnumMap<>(Standing.class);
            whole.forEach((standing, area) -> lineages.put(standing, area.lineage(read.unit(), read.day())));
            lineages.forEach((standing, lineage) -> rollUp(standing).add(lineage, added));
            documents.put(read.id(), new Known(read.version(), read.measures()));
        }
    }

    /** Whether this is the known version of the document, or an older one. */
    boolean knows(String id, long version) {
        Known known = documents.get(id);
        return known != null && version <= known.version();
    }

    RollUp rollUp(Standing standing) {
        RollUp rollUp = rollUps.get(standing);
        if (rollUp == null) {
            throw new IllegalArgumentException("the board has no roll-up of units as of " + standing);
        }
        return rollUp;
    }

    LocalDate today() {
        return today;
    }

    /** What has moved so far has been told. */
    void settle() {
        rollUps.values().forEach(RollUp::settle);
    }
}
