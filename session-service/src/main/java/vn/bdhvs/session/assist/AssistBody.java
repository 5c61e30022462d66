package vn.bdhvs.session.assist;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.CitizenAssisted;

/** An assist as the API shows it. Times are UTC; {@code recordedAt} is business time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AssistBody(
        String id,
        String campaign,
        String unit,
        String team,
        String service,
        CitizenAssisted.Channel channel,
        Instant assistedAt,
        int citizens,
        CitizenAssisted.Outcome outcome,
        @Nullable String clientReference,
        Instant recordedAt,
        String client) {

    static AssistBody of(Assist assist, @Nullable String reference) {
        CitizenAssisted assisted = assist.activity();
        return new AssistBody(
                assist.id(),
                assisted.campaign(),
                assisted.unit(),
                assisted.team(),
                assisted.service(),
                assisted.channel(),
                assist.doneAt(),
                assisted.citizens(),
                assisted.outcome(),
                reference,
                assist.submission().recordedAt(),
                assist.submission().client());
    }
}
