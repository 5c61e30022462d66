package vn.bdhvs.access;

import java.time.Instant;
import java.util.List;

/**
 * Something that somebody did or tried to do.
 *
 * @param id later ones sort later
 * @param at real time, UTC
 * @param who subject of the token, or {@code -} for somebody without one
 * @param did method of the request, or what else was done: {@code LOGIN}, {@code LOGOUT}, {@code ERASE}
 * @param to path of the request, without its query
 * @param status what it was answered with (HTTP)
 * @param from address that the request came from
 * @param about ids of what was shown or changed, where the path does not say
 */
public record AccessEntry(
        String id, Instant at, String who, String did, String to, int status, String from, List<String> about) {

    /** Somebody without a token. */
    public static final String NOBODY = "-";
}
