package vn.bdhvs.analytics.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.FewAtOnce;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.clock.BusinessClock;

/** A whole screen in one answer: for who cannot hold a stream, and for a moment in the past. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class ScreenController {

    private static final int PAST_AT_ONCE = 2;

    private final FewAtOnce few = new FewAtOnce(PAST_AT_ONCE);
    private final LiveHub hub;
    private final PastScreens past;
    private final Scopes scopes;
    private final BusinessClock clock;

    ScreenController(LiveHub hub, PastScreens past, Scopes scopes, BusinessClock clock) {
        this.hub = hub;
        this.past = past;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** {@code snapshot} and {@code overview} of a unit, as the live stream begins with; of now with an ETag. */
    @GetMapping(path = "/api/v1/campaigns/{campaign}/screen", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Ask for all that a screen shows of a unit",
            description =
                    "The snapshot and the overview that a live stream begins with, in one answer. Of now it has an ETag: ask"
                            + " again with If-None-Match. With asOf, what the screen showed then: only what had been"
                            + " accepted by that time, and its day is today.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    Mono<ResponseEntity<byte[]>> screen(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @ParameterObject ScreenQuestion question,
            @Parameter(
                            description = "As it was then; a time with its offset. Now if left out",
                            example = "2025-03-26T08:30:00+07:00")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(hidden = true) JwtAuthenticationToken token,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        View view = question.read(campaign, scopes, Asker.of(token));
        Instant instant = Asked.past("asOf", asOf, clock.instant());
        return instant == null ? now(view, exchange) : past(view, instant);
    }

    private Mono<ResponseEntity<byte[]>> now(View view, ServerWebExchange exchange) {
        return hub.screen(view)
                .switchIfEmpty(Mono.error(TimeoutException::new))
                .onErrorMap(TimeoutException.class, ScreenController::tooLate)
                .flatMap(screen -> exchange.checkNotModified(screen.tag())
                        ? Mono.empty()
                        : Mono.just(ResponseEntity.ok()
                                .cacheControl(CacheControl.noCache().cachePrivate())
                                .body(screen.json())));
    }

    private static UnanswerableQuestion tooLate(TimeoutException cause) {
        return new UnanswerableQuestion(
                HttpStatus.SERVICE_UNAVAILABLE, "campaign", "its figures cannot be read now; ask again soon");
    }

    private Mono<ResponseEntity<byte[]>> past(View view, Instant instant) {
        return Mono.fromCallable(() -> few.answer("asOf", () -> past.at(view, instant)))
                .subscribeOn(Schedulers.boundedElastic())
                .map(screen -> ResponseEntity.ok(screen.json()));
    }
}
