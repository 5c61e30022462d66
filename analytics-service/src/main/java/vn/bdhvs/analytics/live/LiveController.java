package vn.bdhvs.analytics.live;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitRegister;

/** The live stream over HTTP. */
@RestController
class LiveController {

    private final LiveHub hub;
    private final Catalogue catalogue;
    private final UnitRegister units;
    private final BusinessClock clock;

    LiveController(LiveHub hub, Catalogue catalogue, UnitRegister units, BusinessClock clock) {
        this.hub = hub;
        this.catalogue = catalogue;
        this.units = units;
        this.clock = clock;
    }

    /**
     * Server-sent events of a unit: a {@code snapshot} first, then {@code figures} with the rows that changed (absolute
     * values) and a {@code heartbeat} every ten seconds. Ignore a row whose {@code v} is not above the one shown.
     */
    @GetMapping(path = "/api/v1/campaigns/{campaign}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> live(
            @PathVariable String campaign,
            @RequestParam(required = false) @Nullable String unit,
            ServerHttpResponse response) {
        Campaign known = catalogue
                .find(campaign)
                .orElseThrow(() -> notFound("campaign", "there is no campaign '%s'".formatted(campaign)));
        String scope = unit == null ? known.unit() : unit;
        if (units.find(scope, clock.today()).isEmpty()) {
            throw notFound("unit", "there is no unit with the code '%s' today".formatted(scope));
        }
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(hub.stream(known.code(), scope).map(frame -> Mono.just(buffers.wrap(frame))));
    }

    private static ErrorResponseException notFound(String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail);
        problem.setType(URI.create("about:blank"));
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
