package vn.bdhvs.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.report.Accepted;
import vn.bdhvs.report.Client;
import vn.bdhvs.report.Finding;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Reporting;
import vn.bdhvs.report.Submission;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;

/**
 * A resource of reports: taking them in and showing them. Each kind of report has a controller that names its paths and
 * says how its fields are read and shown, and leaves the rest to this.
 *
 * @param <R> kind of report
 * @param <V> how the API shows it
 */
public final class ReportEndpoint<R extends Reported, V> {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String NDJSON = "application/x-ndjson";
    public static final String CSV = "text/csv";

    private final String path;
    private final Function<Fields, Report<R>> reader;
    private final Function<R, V> view;
    private final Reporting<R> reporting;
    private final Finding<R> finding;
    private final BatchIntake intake;

    ReportEndpoint(
            String path,
            Function<Fields, Report<R>> reader,
            Function<R, V> view,
            Reporting<R> reporting,
            Finding<R> finding,
            BatchIntake intake) {
        this.path = path;
        this.reader = reader;
        this.view = view;
        this.reporting = reporting;
        this.finding = finding;
        this.intake = intake;
    }

    /**
     * What is answered to a report.
     *
     * @param warnings what is unusual about it, if anything; it was accepted as it is
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Answer<V>(@JsonUnwrapped V report, List<Violation> warnings) {}

    /** A page of a list; {@code next} is the cursor of the page after it, and is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Items<V>(List<V> items, @Nullable String next) {}

    /**
     * Takes one report: 201 when it was accepted now or by this very request before, 200 when it had been reported under
     * the same reference.
     */
    public ResponseEntity<Answer<V>> report(Fields body, @Nullable String key, Jwt token) {
        requireName(IDEMPOTENCY_KEY, key);
        Accepted<R> accepted = reporting.report(read(body), client(token), key);
        URI location = URI.create(path + "/" + accepted.reported().id());
        Answer<V> answer = new Answer<>(view.apply(accepted.reported()), accepted.warnings());
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

    /** Takes a batch; answers 200 with what became of each row. */
    public void batch(
            HttpServletRequest request, HttpServletResponse response, @Nullable String key, boolean dryRun, Jwt token)
            throws IOException {
        requireName(IDEMPOTENCY_KEY, key);
        intake.take(request, response, reporting.batch(client(token), dryRun), this::read, key, dryRun);
    }

    /** Shows one report. */
    public V show(String id, Jwt token) {
        return finding.withId(id, client(token))
                .map(view)
                .orElseThrow(() -> new RefusedRequest(
                        HttpStatus.NOT_FOUND, "not-found", "There is no such report in your units.", List.of()));
    }

    /** Lists reports, the latest accepted first; under a reference there is one or none. */
    public Items<V> list(ListQuery query, Jwt token) {
        Client client = client(token);
        if (query.clientReference() != null) {
            return new Items<>(
                    finding.withReference(query.clientReference(), client).map(view).stream()
                            .toList(),
                    null);
        }
        Finding.Page<R> page = finding.page(query.wanted(), client);
        return new Items<>(
                page.items().stream().map(view).toList(), page.next() == null ? null : ListQuery.cursor(page.next()));
    }

    private Report<R> read(Fields fields) {
        Report<R> report = reader.apply(fields);
        fields.requireValid();
        requireName("clientReference", report.clientReference());
        return report;
    }

    private static void requireName(String field, @Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > Fields.MAX_TEXT || name.startsWith(Submission.OWN))) {
            throw RefusedRequest.invalid(List.of(Violation.of(
                    "out-of-range",
                    field,
                    "'%s' must be 1 to %d characters long and not begin with '%s'"
                            .formatted(field, Fields.MAX_TEXT, Submission.OWN))));
        }
    }

    private static Client client(Jwt token) {
        List<String> units = token.getClaimAsStringList("units");
        String name = Optional.ofNullable(token.getSubject())
                .orElseThrow(() -> new RefusedRequest(
                        HttpStatus.FORBIDDEN, "forbidden", "The token does not say whose it is (sub).", List.of()));
        return new Client(name, units == null ? List.of() : units);
    }
}
