package vn.bdhvs.analytics.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;

/** Whether all has arrived, by source. */
@RestController
@Tag(name = "Control totals", description = "Whether all that was sent has arrived. Role operator.")
@SecurityRequirement(name = "token")
class ControlTotalsController {

    private static final int MOST = 100;

    private static final Logger log = LoggerFactory.getLogger(ControlTotalsController.class);

    private final Tallies tallies;
    private final Acceptances acceptances;

    ControlTotalsController(Tallies tallies, Acceptances acceptances) {
        this.tallies = tallies;
        this.acceptances = acceptances;
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
     * @param accepted the hundred minutes whose difference was accepted last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String source,
            @Nullable Instant talliedThrough,
            @Nullable Instant verifiedThrough,
            long missing,
            List<Difference> differences,
            List<Acceptances.Acceptance> accepted) {}

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
                                    .toList(),
                            acceptances.latest(source, MOST));
                })
                .toList());
    }

    /**
     * What an acceptance has come to.
     *
     * @param accepted how many minutes of that span stand accepted, those of earlier calls too
     */
    record Accepted(long accepted) {}

    @PostMapping(path = "/api/v1/control-totals/acceptances", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Accept that more has arrived than a source still knows of",
            description =
                    "After a source's database was restored from a backup: closes the minutes from 'from' until before"
                            + " 'until' that show more arrived than told. All that has arrived stays counted. 409 if in one of"
                            + " them no more has arrived than was told, and then none is accepted: what is missing must be"
                            + " sent again. Only numbers are compared: that of what is told nothing is missing among the more"
                            + " that has arrived, the operator has to know. A minute opens again when something else is told"
                            + " of it. Again changes nothing.")
    Mono<Accepted> accept(@RequestBody AcceptanceRequest request, @Parameter(hidden = true) Principal operator) {
        AcceptanceRequest.Checked checked = request.checked();
        return Mono.fromCallable(() -> accept(checked, operator.getName())).subscribeOn(Schedulers.boundedElastic());
    }

    private Accepted accept(AcceptanceRequest.Checked request, String operator) {
        if (!tallies.through().containsKey(request.source())) {
            throw new UnanswerableQuestion(
                    HttpStatus.NOT_FOUND,
                    "source",
                    "this source has told nothing; GET /api/v1/control-totals lists those that have");
        }
        List<Tallies.Open> different = tallies.open().stream()
                .filter(Tallies.Open::isDifferent)
                .filter(each -> each.source().equals(request.source()))
                .filter(each ->
                        !each.minute().isBefore(request.from()) && each.minute().isBefore(request.until()))
                .toList();
        different.stream().filter(each -> each.difference() >= 0).findFirst().ifPresent(each -> {
            throw new UnanswerableQuestion(
                    HttpStatus.CONFLICT,
                    "from",
                    ("in the minute %s something is missing: %d events were told, and %d or others have arrived; it must be"
                                    + " sent again, and only minutes of which more has arrived than was told be accepted")
                            .formatted(each.minute(), each.told(), each.told() - each.difference()));
        });
        Instant now = Instant.now();
        different.forEach(each -> acceptances.accept(each, operator, now, request.reason()));
        long accepted = acceptances.count(request.source(), request.from(), request.until());
        if (!different.isEmpty()) {
            log.warn(
                    "that more has arrived of {} than it tells was accepted by order of {}: {} minutes from {} until {}",
                    request.source(),
                    operator,
                    different.size(),
                    request.from(),
                    request.until());
        }
        return new Accepted(accepted);
    }

    private static Difference difference(Tallies.Open open, Instant now) {
        return new Difference(
                open.minute(),
                open.told(),
                open.told() - open.difference(),
                open.since() == null ? 0 : Duration.between(open.since(), now).toSeconds());
    }
}
