package vn.bdhvs.analytics.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether all has arrived, by source. */
@RestController
@Tag(name = "Control totals", description = "Whether all that was sent has arrived. Role operator.")
@SecurityRequirement(name = "token")
class ControlTotalsController {

    private static final int MOST = 100;

    private final Tallies tallies;

    ControlTotalsController(Tallies tallies) {
        this.tallies = tallies;
    }

    /** All sources that tell what they have sent. */
    record Sources(List<Source> sources) {}

    /**
     * A source.
     *
     * @param talliedThrough business time up to which it has told all
     * @param verifiedThrough business time up to which all of it has arrived
     * @param missing how many events have not arrived
     * @param differences the first hundred minutes that differ
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String source,
            @Nullable Instant talliedThrough,
            @Nullable Instant verifiedThrough,
            long missing,
            List<Difference> differences) {}

    /**
     * A minute.
     *
     * @param told how many events its source has accepted in it
     * @param arrived how many of them are counted or rejected
     * @param ageSeconds for how long that has been seen, real time
     */
    record Difference(Instant minute, long told, long arrived, long ageSeconds) {}

    @GetMapping("/api/v1/control-totals")
    @Operation(
            summary = "Show what sources have sent and what of it has arrived",
            description =
                    "Each source tells, from its own database, how many events it has accepted in each minute. A difference"
                            + " is shown within a minute, and goes away when what is missing arrives.")
    Mono<Sources> totals() {
        return Mono.fromCallable(this::now).subscribeOn(Schedulers.boundedElastic());
    }

    private Sources now() {
        List<Tallies.Open> open = tallies.open();
        Map<String, Instant> through = tallies.through();
        Map<String, Instant> verified = tallies.verifiedThrough(open);
        Instant now = Instant.now();
        return new Sources(through.keySet().stream()
                .map(source -> {
                    List<Tallies.Open> different = open.stream()
                            .filter(each -> each.source().equals(source) && each.isDifferent())
                            .toList();
                    return new Source(
                            source,
                            through.get(source),
                            verified.get(source),
                            different.stream().mapToLong(Tallies.Open::missing).sum(),
                            different.stream()
                                    .limit(MOST)
                                    .map(each -> difference(each, now))
                                    .toList());
                })
                .toList());
    }

    private static Difference difference(Tallies.Open open, Instant now) {
        return new Difference(
                open.minute(),
                open.told(),
                open.told() - open.difference(),
                open.since() == null ? 0 : Duration.between(open.since(), now).toSeconds());
    }
}
