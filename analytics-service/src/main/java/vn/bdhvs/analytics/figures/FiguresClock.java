package vn.bdhvs.analytics.figures;

import java.time.Instant;
import java.time.LocalDate;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;

/**
 * By which clock a figure falls on a day. {@code DONE}: when it happened; always says what is known to have happened
 * on a day. {@code RECEIVED}: when it was accepted; a ledger that is only ever appended to.
 */
public enum FiguresClock {
    DONE("done"),
    RECEIVED("received");

    private final String field;

    FiguresClock(String field) {
        this.field = field;
    }

    /** Its name in documents and in the API. */
    public String field() {
        return field;
    }

    /** The instant at which an event falls on this clock. */
    public Instant of(ActivityEvent event) {
        return this == DONE ? event.time() : event.recordedTime();
    }

    /** The campaign's local day on which an event falls by this clock. */
    public LocalDate day(ActivityEvent event, Campaign campaign) {
        return campaign.day(of(event));
    }
}
