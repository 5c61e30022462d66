package vn.bdhvs.registration.volunteer;

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
import java.util.regex.Pattern;
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
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.report.web.BatchDocs;
import vn.bdhvs.report.web.ListQuery;
import vn.bdhvs.report.web.ReportEndpoint;
import vn.bdhvs.report.web.ReportEndpoint.Answer;
import vn.bdhvs.report.web.ReportEndpoint.Items;
import vn.bdhvs.report.web.ReportEndpoints;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/volunteers}: registering volunteers, and finding who was registered. */
@RestController
@RequestMapping(VolunteerController.PATH)
@Tag(name = "volunteers")
class VolunteerController {

    static final String PATH = "/api/v1/volunteers";

    private static final Pattern PHONE = Pattern.compile("(\\+84|0)[0-9]{9}");

    private final ReportEndpoint<Volunteer, VolunteerBody> reports;

    VolunteerController(ReportEndpoints endpoints) {
        reports = endpoints.of(
                PATH,
                Volunteer.class,
                URI.create("/registration-service"),
                VolunteerController::read,
                VolunteerBody::of);
    }

    /** 201 if it was accepted now or by this very request before, 200 if it was reported before under the same reference. */
    @Operation(
            summary = "Report a volunteer who joined a team",
            description =
                    "201 when it is durably kept. Repeat it with the same Idempotency-Key or clientReference until there is an"
                            + " answer: it counts once.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = VolunteerForm.class))))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer<VolunteerBody>> report(
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
                                @Content(mediaType = NDJSON, schema = @Schema(implementation = VolunteerForm.class)),
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
    VolunteerBody show(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        return reports.show(id, token);
    }

    @Operation(summary = "List what was accepted", description = "Of your units, the latest accepted first.")
    @GetMapping
    Items<VolunteerBody> list(@ParameterObject ListQuery query, @AuthenticationPrincipal Jwt token) {
        return reports.list(query, token);
    }

    private static Registration read(Fields fields) {
        VolunteerRegistered registered =
                new VolunteerRegistered(fields.text("campaign"), fields.text("unit"), fields.text("team"));
        Person person = new Person(
                fields.text("fullName"),
                phone(fields),
                fields.integer("birthYear"),
                fields.constant("gender", Person.Gender.class));
        Fields consent = fields.object("consent");
        return new Registration(
                registered,
                fields.time("registeredAt"),
                person,
                new Consent(consent.text("textVersion"), consent.time("givenAt")),
                fields.optionalText("clientReference"));
    }

    /** In its national form, however it was written: a person is not registered anew for a blank in the number. */
    private static String phone(Fields fields) {
        String digits = fields.text("phone").replaceAll("[ .()-]", "");
        if (!digits.isEmpty() && !PHONE.matcher(digits).matches()) {
            fields.refuse(
                    "wrong-format",
                    "phone",
                    "'phone' must be a Vietnamese number: ten digits beginning with 0, or +84 and nine digits");
        }
        return digits.startsWith("+84") ? "0" + digits.substring(3) : digits;
    }
}
