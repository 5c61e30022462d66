package vn.bdhvs.registration.volunteer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.report.Client;
import vn.bdhvs.report.web.Clients;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;

/**
 * What volunteers may ask for of what is held about them, after the Law on Personal Data Protection, 91/2025/QH15: done by
 * those who may report for their units.
 */
@RestController
@Tag(name = "personal data")
class PersonalDataController {

    private static final String VOLUNTEER = VolunteerController.PATH + "/{id}";

    private final PersonalData data;

    PersonalDataController(PersonalData data) {
        this.data = data;
    }

    /** What the API takes for a search: its description. */
    record SearchForm(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so-2025")
            String campaign,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "0900 000 001")
            String phone) {}

    /** What the API takes for an erasure: its description. */
    record ErasureForm(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "when the person asked for it",
                    example = "2025-03-25T09:00:00+07:00")
            OffsetDateTime requestedAt) {}

    /** What the API takes for a withdrawal: its description. */
    record WithdrawalForm(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "2025-03-25T09:00:00+07:00")
            OffsetDateTime withdrawnAt) {}

    /** What the API takes for what a person asked for: its description. */
    record RequestForm(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            DataRequest.Kind kind,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "when the person asked for it",
                    example = "2025-03-25T09:00:00+07:00")
            OffsetDateTime receivedAt) {}

    /** Whom a telephone belongs to. */
    record Found(List<VolunteerBody> items) {}

    /** What was asked for and is not done, the first to be due first. */
    record Open(List<Due> items) {}

    /**
     * Something asked for.
     *
     * @param overdue whether it is due and not done
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Due(DataRequest request, boolean overdue) {}

    /**
     * Everything that is held about a person.
     *
     * @param withdrawal of their consent, and who recorded it, if it was withdrawn
     * @param erasure if they were erased
     * @param versions what was said of them, the oldest first, the latest included
     * @param accesses who looked at it or changed it, the latest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Held(
            VolunteerBody volunteer,
            Volunteer.@Nullable Deed withdrawal,
            Volunteer.@Nullable Deed erasure,
            List<Version> versions,
            List<DataRequest> requests,
            List<AccessEntry> accesses) {

        private static Held of(PersonalData.Held held) {
            return new Held(
                    VolunteerBody.ofAll(held.volunteer()),
                    held.volunteer().withdrawal(),
                    held.volunteer().erasure(),
                    held.versions().stream().map(Version::of).toList(),
                    held.requests(),
                    held.accesses());
        }
    }

    /**
     * What was said of a person at a time.
     *
     * @param reason why it was taken back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            Instant at,
            String client,
            @Nullable String reason,
            VolunteerBody said) {

        private static Version of(Volunteer volunteer) {
            return new Version(
                    volunteer.revision().version(),
                    volunteer.revision().at(),
                    volunteer.revision().client(),
                    volunteer.revision().reason(),
                    VolunteerBody.ofAll(volunteer));
        }
    }

    /** Has noted whom an answer is about. */
    private static void about(Stream<String> ids) {
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(AccessLog.ABOUT, ids.distinct().toList(), RequestAttributes.SCOPE_REQUEST);
    }

    @Operation(
            summary = "Find a person",
            description =
                    "By the telephone, exactly; in your units. It is asked by POST so that no log holds the number.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = SearchForm.class))))
    @PostMapping(path = VolunteerController.PATH + "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    Found search(@org.springframework.web.bind.annotation.RequestBody Fields body, @AuthenticationPrincipal Jwt token) {
        String campaign = body.text("campaign");
        String phone = Phone.read(body);
        body.requireValid();
        Client client = Clients.of(token);
        List<Volunteer> found = data.find(campaign, phone, client);
        about(found.stream().map(Volunteer::id));
        return new Found(
                found.stream().map(each -> VolunteerBody.of(each, client)).toList());
    }

    @Operation(
            summary = "Show everything that is held about a person",
            description = "As it stands, each earlier version, what they asked for, and who looked at it.")
    @GetMapping(VOLUNTEER + "/personal-data")
    ResponseEntity<Held> access(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        Held held = Held.of(data.access(id, Clients.of(token)).orElseThrow(PersonalDataController::notFound));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".json\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(held);
    }

    @Operation(
            summary = "Record that a consent was withdrawn",
            description = "The record of both stays. From then on the person is shown to nobody but themselves"
                    + " (personal-data). What follows of it is due within 15 days.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = WithdrawalForm.class))))
    @PostMapping(path = VOLUNTEER + "/consent-withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    VolunteerBody withdraw(
            @PathVariable String id,
            @org.springframework.web.bind.annotation.RequestBody Fields body,
            @AuthenticationPrincipal Jwt token) {
        Instant withdrawnAt = past(body, "withdrawnAt");
        Client client = Clients.of(token);
        return VolunteerBody.of(
                data.withdraw(id, withdrawnAt, client).orElseThrow(PersonalDataController::notFound), client);
    }

    @Operation(
            summary = "Erase everything about a person",
            description =
                    "For good: name, telephone, year of birth, gender, their history, what you call them and reasons. What"
                            + " is left says that somebody registered, where and when, and had consented; no figure"
                            + " changes. If the report comes again it is not taken for a new one.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ErasureForm.class))))
    @PostMapping(path = VOLUNTEER + "/erasure", consumes = MediaType.APPLICATION_JSON_VALUE)
    VolunteerBody erase(
            @PathVariable String id,
            @org.springframework.web.bind.annotation.RequestBody Fields body,
            @AuthenticationPrincipal Jwt token) {
        Instant requestedAt = past(body, "requestedAt");
        Client client = Clients.of(token);
        return VolunteerBody.of(
                data.erase(id, requestedAt, client).orElseThrow(PersonalDataController::notFound), client);
    }

    @Operation(
            summary = "Record what a person asked for",
            description =
                    "The answer says until when it is to be answered and done: access and correction within 10 days,"
                            + " withdrawal 15, erasure 20 (Decree 356/2025/NĐ-CP).",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RequestForm.class))))
    @PostMapping(path = VOLUNTEER + "/data-requests", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DataRequest> request(
            @PathVariable String id,
            @org.springframework.web.bind.annotation.RequestBody Fields body,
            @AuthenticationPrincipal Jwt token) {
        DataRequest.Kind kind = body.constant("kind", DataRequest.Kind.class);
        Instant receivedAt = past(body, "receivedAt");
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(data.request(id, kind, receivedAt, Clients.of(token))
                        .orElseThrow(PersonalDataController::notFound));
    }

    @Operation(summary = "List what people asked for and is not done", description = "The first to be due first.")
    @GetMapping("/api/v1/data-requests")
    Open open(@AuthenticationPrincipal Jwt token) {
        Instant now = data.now();
        List<DataRequest> open = data.open(Clients.of(token));
        about(open.stream().map(DataRequest::volunteer));
        return new Open(open.stream()
                .map(request -> new Due(request, !request.dueBy().isAfter(now)))
                .toList());
    }

    @Operation(summary = "Note that what a person asked for is done")
    @PostMapping("/api/v1/data-requests/{id}/completion")
    DataRequest complete(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        DataRequest done = data.complete(id, Clients.of(token)).orElseThrow(PersonalDataController::notFound);
        about(Stream.of(done.volunteer()));
        return done;
    }

    private Instant past(Fields body, String field) {
        Instant time = body.time(field);
        if (time.isAfter(data.now())) {
            body.refuse("in-the-future", field, "%s lies in the future".formatted(time));
        }
        body.requireValid();
        return time;
    }

    private static RefusedRequest notFound() {
        return new RefusedRequest(
                HttpStatus.NOT_FOUND, "not-found", "There is no such volunteer or request in your units.", List.of());
    }
}
