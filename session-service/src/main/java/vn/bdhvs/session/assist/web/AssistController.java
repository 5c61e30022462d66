package vn.bdhvs.session.assist.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.session.assist.Accepted;
import vn.bdhvs.session.assist.Assist;
import vn.bdhvs.session.assist.AssistReport;
import vn.bdhvs.session.assist.Client;
import vn.bdhvs.session.assist.FindingAssist;
import vn.bdhvs.session.assist.RefusedReport;
import vn.bdhvs.session.assist.ReportingAssist;
import vn.bdhvs.web.JsonFields;
import vn.bdhvs.web.RefusedRequest;

/** {@code /api/v1/assists}: reporting an assist, and finding what was reported. */
@RestController
@RequestMapping("/api/v1/assists")
class AssistController {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_NAME = 200;

    private final ReportingAssist reporting;
    private final FindingAssist finding;

    AssistController(ReportingAssist reporting, FindingAssist finding) {
        this.reporting = reporting;
        this.finding = finding;
    }

    /**
     * Reports an assist: 201 when it was accepted now or by this very request before, 200 when it had been reported under
     * the same reference.
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AssistBody> report(
            @RequestBody JsonFields body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal Jwt token) {
        requireName(IDEMPOTENCY_KEY, key);
        Accepted accepted = reporting.report(report(body), client(token), key);
        URI location = URI.create("/api/v1/assists/" + accepted.assist().id());
        AssistBody answer = AssistBody.of(accepted.assist());
        return switch (accepted.as()) {
            case NEW -> ResponseEntity.created(location).body(answer);
            case SAME_REQUEST ->
                ResponseEntity.created(location)
                        .header("Idempotency-Replayed", "true")
                        .body(answer);
            case SAME_REFERENCE ->
                ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_LOCATION, location.toString())
                        .body(answer);
        };
    }

    @GetMapping("/{id}")
    AssistBody show(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        return finding.withId(id, client(token))
                .map(AssistBody::of)
                .orElseThrow(() -> new RefusedRequest(
                        HttpStatus.NOT_FOUND, "not-found", "There is no such assist in your units.", List.of()));
    }

    /** What the client reported under this reference of its own: one item or none. */
    @GetMapping
    Map<String, List<AssistBody>> list(@RequestParam String clientReference, @AuthenticationPrincipal Jwt token) {
        return Map.of(
                "items",
                finding.withReference(clientReference, client(token)).map(AssistBody::of).stream()
                        .toList());
    }

    private static AssistReport report(JsonFields body) {
        CitizenAssisted assisted = new CitizenAssisted(
                body.text("campaign"),
                body.text("unit"),
                body.text("team"),
                body.text("service"),
                body.constant("channel", CitizenAssisted.Channel.class),
                body.constant("outcome", CitizenAssisted.Outcome.class),
                body.integer("citizens"));
        AssistReport report =
                new AssistReport(assisted, body.time("assistedAt"), body.optionalText("clientReference", MAX_NAME));
        body.requireValid();
        requireName("clientReference", report.clientReference());
        return report;
    }

    private static void requireName(String field, @Nullable String name) {
        if (name == null) {
            return;
        }
        if (name.isBlank() || name.length() > MAX_NAME || name.startsWith(Assist.OWN)) {
            throw RefusedRequest.invalid(List.of(Violation.of(
                    "out-of-range",
                    field,
                    "'%s' must be 1 to %d characters long and not begin with '%s'"
                            .formatted(field, MAX_NAME, Assist.OWN))));
        }
    }

    private static Client client(Jwt token) {
        List<String> units = token.getClaimAsStringList("units");
        String name = Optional.ofNullable(token.getSubject())
                .orElseThrow(() -> new RefusedRequest(
                        HttpStatus.FORBIDDEN, "forbidden", "The token does not say whose it is (sub).", List.of()));
        return new Client(name, units == null ? List.of() : units);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedReport refused) {
        RefusedRequest request =
                switch (refused.reason()) {
                    case INVALID -> RefusedRequest.invalid(refused.violations());
                    case OUTSIDE_SCOPE ->
                        new RefusedRequest(HttpStatus.FORBIDDEN, "outside-your-units", refused.detail(), List.of());
                    case KEY_REUSED ->
                        new RefusedRequest(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "idempotency-key-reused",
                                refused.detail(),
                                List.of());
                    case REFERENCE_TAKEN ->
                        new RefusedRequest(HttpStatus.CONFLICT, "client-reference-taken", refused.detail(), List.of());
                };
        return request.answer();
    }
}
