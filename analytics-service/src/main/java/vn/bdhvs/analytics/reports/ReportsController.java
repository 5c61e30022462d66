package vn.bdhvs.analytics.reports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;

/**
 * Reports for whoever is logged in at the dashboard: their browser holds no token, and the services that took the reports in
 * know no logins.
 */
@RestController
@RequestMapping("/api/v1/reports/{kind}/{id}")
@Tag(
        name = "Reports",
        description =
                "What the services hold that took it in, by the caller's own rights there. Roles officer, emitter.")
@SecurityRequirement(name = "token")
class ReportsController {

    private static final String KIND = "assists or classes; of volunteers only the retraction: they are people";
    private static final String ID = "Id of the report";

    /** As the services make ids; nothing that could lead to another address. */
    private static final Pattern IDS = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final ReportRelay relay;

    ReportsController(ReportRelay relay) {
        this.relay = relay;
    }

    @GetMapping
    @Operation(
            summary = "Show a report",
            description = "As its service shows it. Its ETag is what a correction asks for.")
    Mono<ResponseEntity<byte[]>> show(
            @Parameter(description = KIND, example = "assists") @PathVariable String kind,
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(hidden = true) JwtAuthenticationToken caller) {
        return pass(HttpMethod.GET, shown(kind), id, null, null, null, caller);
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Correct a report",
            description =
                    "Replaces what it says, whole, as its service describes it: 412 if it has changed since, 428 without"
                            + " If-Match.")
    Mono<ResponseEntity<byte[]>> correct(
            @Parameter(description = KIND, example = "assists") @PathVariable String kind,
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(description = "The ETag that was seen")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch,
            @RequestBody byte[] body,
            @Parameter(hidden = true) JwtAuthenticationToken caller) {
        return pass(HttpMethod.PUT, shown(kind), id, null, ifMatch, body, caller);
    }

    @PostMapping(path = "/retraction", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Take a report back",
            description =
                    "It counts no more, and stays in its service's history with the reason. Again changes nothing.")
    Mono<ResponseEntity<byte[]>> retract(
            @Parameter(description = KIND, example = "assists") @PathVariable String kind,
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(description = "The ETag that was seen; may be left out")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch,
            @RequestBody byte[] body,
            @Parameter(hidden = true) JwtAuthenticationToken caller) {
        ReportKind known = ReportKind.of(kind).orElseThrow(() -> unknown("kind", kind));
        return pass(HttpMethod.POST, known, id, "retraction", ifMatch, body, caller)
                .map(answer -> known.isShown() ? answer : withoutBody(answer));
    }

    private Mono<ResponseEntity<byte[]>> pass(
            HttpMethod method,
            ReportKind kind,
            String id,
            @Nullable String action,
            @Nullable String ifMatch,
            byte @Nullable [] body,
            JwtAuthenticationToken caller) {
        if (!IDS.matcher(id).matches()) {
            throw unknown("id", id);
        }
        return relay.pass(
                new ReportRelay.Call(method, kind, id, action, ifMatch, body),
                caller.getToken().getTokenValue());
    }

    private static ReportKind shown(String kind) {
        return ReportKind.of(kind).filter(ReportKind::isShown).orElseThrow(() -> unknown("kind", kind));
    }

    private static UnanswerableQuestion unknown(String field, String value) {
        return new UnanswerableQuestion(
                HttpStatus.NOT_FOUND, field, "there are no reports here under the %s '%s'".formatted(field, value));
    }

    /** What was done without what the report says: that is whose it is. A problem tells of no report. */
    private static ResponseEntity<byte[]> withoutBody(ResponseEntity<byte[]> answer) {
        return answer.getStatusCode().is2xxSuccessful()
                ? ResponseEntity.status(HttpStatus.NO_CONTENT)
                        .eTag(answer.getHeaders().getETag())
                        .build()
                : answer;
    }
}
