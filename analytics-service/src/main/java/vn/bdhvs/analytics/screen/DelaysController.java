package vn.bdhvs.analytics.screen;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;

/**
 * How long reports took from being accepted to being seen, as screens measure it: the metric {@code screen.delay}. It is for
 * looking at; anybody who may read figures may tell anything here.
 */
@RestController
@Tag(name = "Screen")
@SecurityRequirement(name = "token")
class DelaysController {

    private static final int MOST = 1_000;

    /** Of the histogram's buckets: around the second within which a report is to be seen. */
    private static final Duration[] BOUNDS = Stream.of(
                    100, 250, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final double LONGEST = Duration.ofDays(1).toSeconds();

    private final Timer delays;

    DelaysController(MeterRegistry meters) {
        this.delays = Timer.builder("screen.delay")
                .description("From a report's acceptance to its being seen on a screen")
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /**
     * Delays that a screen has measured since it last told.
     *
     * @param seconds each from 0 to a day; {@value #MOST} at most
     */
    record Delays(@Nullable List<@Nullable Double> seconds) {}

    @PostMapping("/api/v1/screens/delays")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Tell how long reports took from being accepted to being seen",
            description = "In seconds, 1,000 at most. They become the metric screen.delay.")
    void told(@RequestBody Delays told) {
        List<@Nullable Double> seconds = told.seconds();
        if (seconds == null || seconds.size() > MOST || !seconds.stream().allMatch(DelaysController::isDelay)) {
            throw new UnanswerableQuestion(
                    HttpStatus.BAD_REQUEST,
                    "seconds",
                    "'seconds' must be a list of %d numbers at most, each from 0 to %.0f".formatted(MOST, LONGEST));
        }
        seconds.stream()
                .flatMap(Stream::ofNullable)
                .forEach(delay -> delays.record(Duration.ofNanos((long) (delay * 1e9))));
    }

    private static boolean isDelay(@Nullable Double seconds) {
        return seconds != null && seconds >= 0 && seconds <= LONGEST;
    }
}
