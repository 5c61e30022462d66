package vn.bdhvs.analytics.redrive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.rejection.RedriveLedger;
import vn.bdhvs.clock.BusinessClock;

/** Redrive over HTTP, for operators. */
@RestController
@Tag(name = "Rejections")
@SecurityRequirement(name = "token")
class RedriveController {

    private final Redrive redrive;
    private final BusinessClock clock;
    private final JsonMapper json;

    RedriveController(Redrive redrive, BusinessClock clock, JsonMapper json) {
        this.redrive = redrive;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Redrives.
     *
     * @param described what the query may hold, for the description only: read from {@code query}, with all its names
     */
    @PostMapping(path = "/api/v1/rejections/redrive", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Put rejected records back, to be judged again",
            description =
                    "Each goes back on the topic that it came from, with its key, headers and bytes as they were and a"
                            + " further header redriven that holds its origin; there it is judged again, under its new offset."
                            + " Without a filter, all. Those put back before are left alone unless again is true; an event"
                            + " counts once however often. impossible names those that cannot be put back as they were, the"
                            + " first 100. Answers when Kafka has all of them; 503 if Kafka does not answer: what was put back"
                            + " until then stays marked, and the same call goes on from there.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "The same as the parameters, each said in one place",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RedriveRequest.class))))
    Mono<Redrive.Answer> redrive(
            @ParameterObject RedriveRequest described,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @RequestBody(required = false) @Nullable String body,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        RedriveRequest request = RedriveRequest.read(query, body, json);
        RedriveLedger.Order order = new RedriveLedger.Order(
                UUID.randomUUID().toString(),
                request.question(clock.getZone()),
                request.only(),
                clock.instant(),
                request.isAgain());
        return Mono.fromCallable(() -> redrive.run(order, token.getName()))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(answer -> {
                    if (order.origin() != null && answer.matched() == 0) {
                        throw new UnanswerableQuestion(
                                HttpStatus.NOT_FOUND, "origin", "no record of this origin was rejected");
                    }
                });
    }
}
