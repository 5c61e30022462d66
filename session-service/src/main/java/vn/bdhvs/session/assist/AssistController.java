package vn.bdhvs.session.assist;

import static vn.bdhvs.report.web.ReportEndpoint.CSV;
import static vn.bdhvs.report.web.ReportEndpoint.IDEMPOTENCY_KEY;
import static vn.bdhvs.report.web.ReportEndpoint.NDJSON;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.report.web.BatchDocs;
import vn.bdhvs.report.web.ListQuery;
import vn.bdhvs.report.web.ReportEndpoint;
import vn.bdhvs.report.web.ReportEndpoint.Answer;
import vn.bdhvs.report.web.ReportEndpoint.Items;
import vn.bdhvs.report.web.ReportEndpoints;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/assists}: reporting assists, and finding what was reported. */
@RestController
@RequestMapping(AssistController.PATH)
@Tag(name = "assists")
class AssistController {

    static final String PATH = "/api/v1/assists";

    private final ReportEndpoint<Assist, AssistBody> reports;

    AssistController(ReportEndpoints endpoints) {
        reports = endpoints.of(
                PATH, Assist.class, URI.create("/session-service"), AssistController::read, AssistBody::of);
    }

    /** 201 if it was accepted now or by this very request before, 200 if it was reported before under the same reference. */
    @Operation(
            summary = "Report an assist",
            description =
                    "201 when it is durably kept. Repeat it with the same Idempotency-Key or clientReference until there is an"
                            + " answer: it counts once.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = AssistForm.class))))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer<AssistBody>> report(
            @RequestBody Fields body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal Jwt token) {
        return reports.report(body, key, token);
    }

    /** 200 with what became of each row. */
    @Operation(
            summary = "Report many",
            description = BatchDocs.DESCRIPTION,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = NDJSON, schema = @Schema(implementation = AssistForm.class)),
                                @Content(mediaType = CSV, schema = @Schema(type = "string"))
                            }))
    @BatchDocs.Answered
    @PostMapping(
            path = "/batch",
            consumes = {NDJSON, CSV})
    void batch(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Jwt token)
            throws IOException {
        reports.batch(request, response, key, dryRun, token);
    }

    @Operation(summary = "Show one")
    @GetMapping("/{id}")
    AssistBody show(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        return reports.show(id, token);
    }

    @Operation(summary = "List what was accepted", description = "Of your units, the latest accepted first.")
    @GetMapping
    Items<AssistBody> list(@ParameterObject ListQuery query, @AuthenticationPrincipal Jwt token) {
        return reports.list(query, token);
    }

    private static AssistReport read(Fields fields) {
        CitizenAssisted assisted = new CitizenAssisted(
                fields.text("campaign"),
                fields.text("unit"),
                fields.text("team"),
                fields.text("service"),
                fields.constant("channel", CitizenAssisted.Channel.class),
                fields.constant("outcome", CitizenAssisted.Outcome.class),
                fields.integer("citizens"));
        return new AssistReport(assisted, fields.time("assistedAt"), fields.optionalText("clientReference"));
    }
}
