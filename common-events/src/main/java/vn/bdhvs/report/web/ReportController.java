package vn.bdhvs.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.report.Accepted;
import vn.bdhvs.report.Client;
import vn.bdhvs.report.Correcting;
import vn.bdhvs.report.Finding;
import vn.bdhvs.report.RefusedReport;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Reporting;
import vn.bdhvs.report.Submission;
import vn.bdhvs.web.Callers;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;

/**
 * A resource of reports: taking them in, one or many at a time, correcting them and showing them. Each kind of report has
 * a controller that names its path and says how its fields are read and shown; the rest is the same for all, and is here.
 *
 * @param <R> kind of report
 * @param <V> how the API shows it
 */
public abstract class ReportController<R extends Reported<R>, V> {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";

    private static final String BATCH =
            "Newline-delimited JSON, or CSV with commas, a header row and dotted names (learners.total); UTF-8; gzip"
                    + " (Content-Encoding) is taken. Bad rows keep no good ones out: the answer tells of each row. Each row"
                    + " has a clientReference, or the request an Idempotency-Key; so a batch may be sent again, whole,"
                    + " until there is an answer. With dryRun=true nothing is written.";

    private final String path;
    private final Reporting<R> reporting;
    private final Correcting<R> correcting;
    private final Finding<R> finding;
    private final BatchIntake batches;
    private final Looks looks;

    /**
     * @param path where it lies, e.g. {@code /api/v1/assists}
     * @param source of the events, e.g. {@code /session-service}
     */
    protected ReportController(ReportIntake intake, String path, Class<R> type, URI source) {
        this.path = path;
        this.reporting = intake.setup().reporting(type, source);
        this.correcting = intake.setup().correcting(type, source);
        this.finding = intake.setup().finding(type);
        this.batches = intake.batches();
        this.looks = intake.looks();
    }

    /**
     * Makes a report of its fields. It asks for each field there is, whatever the others hold: that is how it is known
     * which there are.
     */
    protected abstract Report<R> read(Fields fields);

    /**
     * The report as the API shows it.
     *
     * @param reference what its client calls it; null if it has no such name, or if another client asks
     */
    protected abstract V view(R reported, @Nullable String reference);

    /** What those see of it who neither report nor correct: nothing by which somebody in it might be known. */
    protected V forOnlookers(V whole) {
        return whole;
    }

    /** What a client calls its report is its own business: districts use phone numbers. */
    private V view(R reported, Client asker) {
        Submission submission = reported.submission();
        boolean own = submission.client().equals(asker.name());
        V whole = view(reported, own && !reported.isHidden() ? reported.clientReference() : null);
        return Callers.reportOrCorrect() ? whole : forOnlookers(whole);
    }

    /** A page of a list; {@code next} is the cursor of the page after it, and is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Items<V>(List<Shown<V>> items, @Nullable String next) {}

    /** 201 if it was accepted now or by this very request before, 200 if it was reported before under the same reference. */
    @Operation(
            summary = "Report one",
            description =
                    "201 when it is durably kept. Repeat it with the same Idempotency-Key or clientReference until"
                            + " there is an answer: it counts once.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown<V>> report(
            @RequestBody Fields body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request) {
        requireName(IDEMPOTENCY_KEY, key);
        Client client = Clients.of(token);
        Accepted<R> accepted;
        try {
            accepted = reporting.report(readAll(body), client, key);
        } catch (RefusedReport refused) {
            if (refused.reason() == RefusedReport.Reason.IDENTITY_TAKEN) {
                looks.note(client, path, HttpStatus.CONFLICT.value(), request.getRemoteAddr(), List.of());
            }
            throw refused;
        }
        if (accepted.as() != Accepted.As.NEW) {
            HttpStatus status = accepted.as() == Accepted.As.SAME_REQUEST ? HttpStatus.CREATED : HttpStatus.OK;
            looks.note(
                    client,
                    path,
                    status.value(),
                    request.getRemoteAddr(),
                    List.of(accepted.reported().id()));
        }
        URI location = URI.create(path + "/" + accepted.reported().id());
        Shown<V> answer = shown(accepted.reported(), client, accepted.warnings());
        String tag = IfMatch.tag(accepted.reported());
        return switch (accepted.as()) {
            case NEW -> ResponseEntity.created(location).eTag(tag).body(answer);
            case SAME_REQUEST ->
                ResponseEntity.created(location)
                        .eTag(tag)
                        .header("Idempotency-Replayed", "true")
                        .body(answer);
            case SAME_REFERENCE ->
                ResponseEntity.ok()
                        .eTag(tag)
                        .header(HttpHeaders.CONTENT_LOCATION, location.toString())
                        .body(answer);
        };
    }

    /** 200 with what became of each row. */
    @Operation(summary = "Report many", description = BATCH)
    @ApiResponse(
            responseCode = "200",
            description = "what became of each row, in their order",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = BatchAnswer.BatchResult.class)))
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
        requireName(IDEMPOTENCY_KEY, key);
        Client client = Clients.of(token);
        looks.note(client, path + "/batch", HttpStatus.OK.value(), request.getRemoteAddr(), List.of());
        batches.take(request, response, reporting.batch(client, dryRun), this::readAll, key, dryRun);
    }

    @Operation(summary = "Show one", description = "As it stands; its ETag is what a correction asks for.")
    @GetMapping("/{id}")
    ResponseEntity<Shown<V>> show(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        Client client = Clients.of(token);
        R reported = finding.withId(id, client).orElseThrow(ReportController::notFound);
        return ResponseEntity.ok().eTag(IfMatch.tag(reported)).body(shown(reported, client, List.of()));
    }

    @Operation(
            summary = "Correct one",
            description =
                    "Replaces what it says, whole; it keeps its id and its clientReference, which may be left out."
                            + " If-Match bears the ETag that you have seen: 412 if the report has changed since, 428 without"
                            + " it. The figures lose what was said before and gain what holds now.")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown<V>> correct(
            @PathVariable String id,
            @RequestBody Fields body,
            @RequestHeader(name = IfMatch.NAME, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Jwt token) {
        Predicate<Integer> seen = IfMatch.required(ifMatch);
        Client client = Clients.of(token);
        Accepted<R> corrected =
                correcting.correct(id, readAll(body), client, seen).orElseThrow(ReportController::notFound);
        return ResponseEntity.ok()
                .eTag(IfMatch.tag(corrected.reported()))
                .body(shown(corrected.reported(), client, corrected.warnings()));
    }

    /** The reason stays in this service: it is free text. */
    @Operation(
            summary = "Take one back",
            description = "It counts no more, and stays in the history. Doing so again changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RetractionForm.class))))
    @PostMapping(path = "/{id}/retraction", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown<V>> retract(
            @PathVariable String id,
            @RequestBody Fields body,
            @RequestHeader(name = IfMatch.NAME, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Jwt token) {
        String reason = body.text("reason");
        body.requireValid();
        Client client = Clients.of(token);
        R retracted = correcting
                .retract(id, reason, client, IfMatch.optional(ifMatch))
                .orElseThrow(ReportController::notFound);
        return ResponseEntity.ok().eTag(IfMatch.tag(retracted)).body(shown(retracted, client, List.of()));
    }

    @Operation(summary = "Tell what became of one", description = "Each of its versions, the oldest first.")
    @GetMapping("/{id}/history")
    History<V> history(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        Client client = Clients.of(token);
        R reported = finding.withId(id, client).orElseThrow(ReportController::notFound);
        return History.of(finding.versions(reported, client), each -> view(each, client));
    }

    private static RefusedRequest notFound() {
        return new RefusedRequest(
                HttpStatus.NOT_FOUND, "not-found", "There is no such report in your units.", List.of());
    }

    private Shown<V> shown(R reported, Client asker, List<Violation> warnings) {
        return Shown.of(view(reported, asker), reported, warnings);
    }

    /** Under a reference there is one or none. */
    @Operation(summary = "List what was accepted", description = "Of your units, the latest accepted first.")
    @GetMapping
    Items<V> list(@ParameterObject ListQuery query, @AuthenticationPrincipal Jwt token) {
        Client client = Clients.of(token);
        if (query.clientReference() != null) {
            List<R> named = finding.withReference(query.clientReference(), client).stream()
                    .toList();
            return items(named, null, client);
        }
        Finding.Wanted wanted = query.wanted();
        if (wanted.unit() != null && !finding.knowsUnit(wanted.unit())) {
            throw RefusedRequest.invalid(List.of(Violation.of(
                    "unknown-unit", "unit", "there is no unit with the code '%s'".formatted(wanted.unit()))));
        }
        Finding.Page<R> page = finding.page(wanted, client);
        return items(page.items(), page.next() == null ? null : ListQuery.cursor(page.next()), client);
    }

    /** A page; which reports it shows is noted where looks are. */
    private Items<V> items(List<R> reports, @Nullable String next, Client client) {
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(
                        AccessLog.ABOUT, reports.stream().map(Reported::id).toList(), RequestAttributes.SCOPE_REQUEST);
        return new Items<>(
                reports.stream()
                        .map(reported -> shown(reported, client, List.of()))
                        .toList(),
                next);
    }

    private Report<R> readAll(Fields fields) {
        Report<R> report = read(fields);
        fields.requireValid();
        requireName("clientReference", report.clientReference());
        return report;
    }

    private static void requireName(String field, @Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > Fields.MAX_TEXT || isReserved(name))) {
            throw RefusedRequest.invalid(List.of(Violation.of(
                    "out-of-range",
                    field,
                    "'%s' must be 1 to %d characters long and not begin with '%s' or '%s'"
                            .formatted(field, Fields.MAX_TEXT, Submission.OWN, Submission.HASHED))));
        }
    }

    private static boolean isReserved(String name) {
        return name.startsWith(Submission.OWN) || name.startsWith(Submission.HASHED);
    }
}
