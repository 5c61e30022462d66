package vn.bdhvs.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;

/** What became of a report, the oldest version first. */
record History<V>(List<Version<V>> items) {

    static <R extends Reported<R>, V> History<V> of(List<R> versions, Function<R, V> view) {
        return new History<>(versions.stream()
                .map(each -> Version.of(each, view.apply(each)))
                .toList());
    }

    /**
     * One version.
     *
     * @param kind {@code reported}, {@code corrected} or {@code retracted}
     * @param at business time in UTC
     * @param client who made it so
     * @param reason of a retraction
     * @param report what it said then; of a retraction, what was taken back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version<V>(
            int version,
            String kind,
            Instant at,
            String client,
            @Nullable String reason,
            V report) {

        private static <V> Version<V> of(Reported<?> reported, V report) {
            Revision revision = reported.revision();
            return new Version<>(
                    revision.version(),
                    revision.kind().name().toLowerCase(Locale.ROOT),
                    revision.at(),
                    revision.client(),
                    Shown.reason(reported),
                    report);
        }
    }
}
