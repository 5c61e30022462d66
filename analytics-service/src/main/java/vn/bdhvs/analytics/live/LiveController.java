package vn.bdhvs.analytics.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.login.Rights;
import vn.bdhvs.unit.UnitRegister;

/** The live stream over HTTP. It ends when whoever opened it may no longer see it. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class LiveController {

    private final LiveHub hub;
    private final Scopes scopes;
    private final UnitRegister units;
    private final Rights rights;

    LiveController(LiveHub hub, Scopes scopes, UnitRegister units, Rights rights) {
        this.hub = hub;
        this.scopes = scopes;
        this.units = units;
        this.rights = rights;
    }

    /**
     * Server-sent events of a unit: a {@code snapshot} first, and an {@code overview} (days, hours, services, targets and
     * pace), which comes again every few seconds while figures move; then {@code figures} with the rows that changed (absolute
     * values) and a {@code heartbeat} every ten seconds. Ignore a row whose {@code v} is not above the one shown.
     */
    @GetMapping(path = "/api/v1/campaigns/{campaign}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow the figures of a unit live",
            description =
                    "Server-sent events: snapshot and overview (days, hours, services, targets and pace), then figures with the"
                            + " rows that changed, in absolute values, overview again every few seconds, and heartbeat. Ignore a row whose v is not above the one shown. After a reconnect there is a snapshot"
                            + " again.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                            schema = @Schema(type = "string"))))
    Mono<Void> live(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @ParameterObject ScreenQuestion question,
            @Parameter(hidden = true) JwtAuthenticationToken token,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        View view = question.read(campaign, scopes, Asker.of(token));
        Mono<Void> lost =
                rights.lost(exchange, token, asker -> asker.readsFigures() && asker.seesAllOf(view.area(), units));
        StreamFilter.answerLater(
                exchange, response -> answer(response, hub.stream(view).takeUntilOther(lost)));
        return Mono.empty();
    }

    private static Mono<Void> answer(ServerHttpResponse response, Flux<Frame> frames) {
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(frames.map(frame -> Mono.just(buffers.wrap(frame.bytes()))));
    }
}
