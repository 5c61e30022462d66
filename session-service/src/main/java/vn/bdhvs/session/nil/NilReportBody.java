package vn.bdhvs.session.nil;

import java.time.Instant;
import java.time.LocalDate;

/** A nil report as the API shows it; {@code recordedAt} is business time in UTC. */
record NilReportBody(String id, String campaign, String unit, LocalDate day, Instant recordedAt, String client) {

    static NilReportBody of(NilReport report) {
        return new NilReportBody(
                report.id(),
                report.activity().campaign(),
                report.activity().unit(),
                report.activity().day(),
                report.submission().recordedAt(),
                report.submission().client());
    }
}
