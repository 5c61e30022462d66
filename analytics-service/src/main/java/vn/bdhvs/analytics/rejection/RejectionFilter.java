package vn.bdhvs.analytics.rejection;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;

/** Which rejections are asked for, as it stands in the query of the URL. */
public record RejectionFilter(
        @Parameter(description = "Only this reason, e.g. unknown-unit") @Nullable
        String reason,

        @Parameter(description = "Only this CloudEvents source; ? stands for records too broken to name one") @Nullable
        String source,

        @Parameter(description = "Only records of this topic, e.g. class-held") @Nullable
        String topic,

        @Parameter(description = "Taken by the broker on this local day or later, or at this time or later") @Nullable
        String from,

        @Parameter(description = "Taken by the broker on this local day or earlier, or before this time") @Nullable
        String to) {

    /**
     * What is asked for.
     *
     * @param zone of local days
     * @throws UnanswerableQuestion if a moment cannot be read
     */
    public RejectedRecords.Question question(ZoneId zone) {
        return new RejectedRecords.Question(
                reason, source, topic, Asked.from("from", from, zone), Asked.until("to", to, zone));
    }
}
