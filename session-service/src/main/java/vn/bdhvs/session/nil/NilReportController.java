package vn.bdhvs.session.nil;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.report.web.BatchDocs;
import vn.bdhvs.report.web.ListQuery;
import vn.bdhvs.report.web.ReportEndpoint;
import vn.bdhvs.report.web.ReportEndpoint.Answer;
import vn.bdhvs.report.web.ReportEndpoint.Items;
import vn.bdhvs.report.web.ReportEndpoints;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/nil-reports}: reporting that a unit did nothing on a day. */
@RestController
@RequestMapping(NilReportController.PATH)
@Tag(name = "nil reports")
class NilReportController {

    static final String PATH = "/api/v1/nil-reports";

    private final Catalogue catalogue;
    private final ReportEndpoint<NilReport, NilReportBody> reports;

    NilReportController(ReportEndpoints endpoints, Catalogue catalogue) {
        this.catalogue = catalogue;
        reports = endpoints.of(PATH, NilReport.class, URI.create("/session-service"), this::read, NilReportBody::of);
    }

    /** 201 if it was accepted now or by this very request before, 200 if it was reported before for this unit and day. */
    @Operation(
            summary = "Report that a unit did nothing on a day",
            description = "201 when it is durably kept. Repeat it with the same Idempotency-Key until there is an"
                    + " answer: it counts once.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NilReportForm.class))))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer<NilReportBody>> report(
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
                                @Content(mediaType = NDJSON, schema = @Schema(implementation = NilReportForm.class)),
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
    NilReportBody show(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        return reports.show(id, token);
    }

    @Operation(summary = "List what was accepted", description = "Of your units, the latest accepted first.")
    @GetMapping
    Items<NilReportBody> list(@ParameterObject ListQuery query, @AuthenticationPrincipal Jwt token) {
        return reports.list(query, token);
    }

    private ReportOfNothing read(Fields fields) {
        NilReported nil = new NilReported(fields.text("campaign"), fields.text("unit"), fields.day("day"));
        ZoneId zone = catalogue.find(nil.campaign()).map(Campaign::timeZone).orElse(ZoneOffset.UTC);
        return new ReportOfNothing(nil, nil.day().atStartOfDay(zone).toInstant());
    }
}
