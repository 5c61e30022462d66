package vn.bdhvs.access;

import java.time.Instant;

/**
 * Something that somebody did or tried to do.
 *
 * @param id later ones sort later
 * @param at real time, UTC
 * @param who subject of the token, or {@code -} for somebody without one
 * @param did method of the request, or {@code LOGIN}, {@code LOGOUT}
 * @param to path of the request, without its query
 * @param status what it was answered with (HTTP)
 * @param from address that the request came from
 */
public record AccessEntry(String id, Instant at, String who, String did, String to, int status, String from) {

    /** Somebody without a token. */
    public static final String NOBODY = "-";
}
