package vn.bdhvs.event;

import java.net.URI;

/**
 * What a retraction takes back: one event, named by its identity. The retraction carries that event's activity and time
 * as well, so that it can be counted wherever and whenever it arrives, also before its original.
 *
 * @param source of the event that is taken back
 * @param id of the event that is taken back, unique within that source
 */
public record Retracted(URI source, String id) {

    /** CloudEvents {@code type} of a retraction, whatever it takes back. */
    public static final String TYPE = "vn.bdhvs.activity-retracted.v1";
}
