package vn.bdhvs.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;
import vn.bdhvs.web.Callers;

/**
 * A report as it stands.
 *
 * @param version 1 when it was accepted, one more with each correction and with its retraction; also its ETag
 * @param retraction if it was taken back; then it does not count
 * @param warnings what is unusual about it, if anything; it was accepted as it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Shown<V>(
        @JsonUnwrapped V report, int version, @Nullable Retraction retraction, List<Violation> warnings) {

    static <V> Shown<V> of(V view, Reported<?> reported, List<Violation> warnings) {
        Revision revision = reported.revision();
        return new Shown<>(
                view,
                revision.version(),
                revision.isRetraction() ? new Retraction(revision.at(), revision.client(), reason(reported)) : null,
                warnings);
    }

    /** Why a version was taken back; nothing of somebody who is shown to nobody, nor to onlookers: it is free text. */
    static @Nullable String reason(Reported<?> reported) {
        return reported.isHidden() || !Callers.reportOrCorrect()
                ? null
                : reported.revision().reason();
    }

    /**
     * Who took it back, and why.
     *
     * @param at business time in UTC
     */
    record Retraction(Instant at, String client, @Nullable String reason) {}
}
