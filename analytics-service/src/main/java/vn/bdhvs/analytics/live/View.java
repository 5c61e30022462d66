package vn.bdhvs.analytics.live;

import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Standing;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.pace.Period;

/**
 * What a screen shows: of an area, by a clock, what falls on the days of a period. How an area does today, what each day since the
 * campaign began brought, and when its units were heard, it shows whatever the period is.
 */
record View(Area area, FiguresClock clock, Period period) {

    /** Views of one key show the same. */
    record Key(String asked, Standing standing, FiguresClock clock, Period period) {}

    Key key() {
        return new Key(area.asked(), area.standing(), clock, period);
    }

    /** The same of an area as it stands on another day. */
    View of(Area renewed) {
        return new View(renewed, clock, period);
    }
}
