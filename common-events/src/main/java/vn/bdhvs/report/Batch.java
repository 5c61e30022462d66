package vn.bdhvs.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxRelay;

/**
 * Accepts a batch from one client, some rows at a time, so that its size costs no memory (a dry run some hundred bytes a
 * row). A bad row keeps no good one
 * out. A row that is sent again is known by its reference or its key: whatever became of a batch, it may be sent whole
 * again. Not for use by several threads.
 */
public final class Batch<R extends Reported<R>> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Reporting<R> reporting;
    private final Reports<R> reports;
    private final Admission admission;
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;
    private final ReportMetrics metrics;
    private final Client client;
    private final @Nullable Rehearsal rehearsal;

    Batch(
            Reporting<R> reporting,
            Reports<R> reports,
            Admission admission,
            OutboxBacklog backlog,
            OutboxRelay relay,
            ReportMetrics metrics,
            Client client,
            boolean dryRun) {
        this.reporting = reporting;
        this.reports = reports;
        this.admission = admission;
        this.backlog = backlog;
        this.relay = relay;
        this.metrics = metrics;
        this.client = client;
        this.rehearsal = dryRun ? new Rehearsal() : null;
    }

    /**
     * A row to accept.
     *
     * @param key the request's {@code Idempotency-Key} with the row's number; null if the row has a reference
     */
    public record Row<R extends Reported<R>>(
            Report<R> report, @Nullable String key) {}

    /**
     * What became of a row.
     *
     * @param id of the report that is kept; null if it was refused, or not written in a dry run
     * @param refused why it was refused; null if it was not
     */
    public record Result(
            Status status, @Nullable String id, @Nullable RefusedReport refused, List<Violation> warnings) {}

    /** What became of a row. */
    public enum Status {
        ACCEPTED,
        REPEATED,
        REJECTED
    }

    /**
     * Accepts rows, and says what became of each, in their order.
     *
     * @throws vn.bdhvs.outbox.OutboxFull if no more is accepted for now; of these rows none was written
     */
    public List<Result> accept(List<Row<R>> rows) {
        @Nullable Result[] results = new Result[rows.size()];
        List<Integer> fresh = new ArrayList<>();
        Instant now = reporting.now();
        Function<Row<R>, Earlier<R>> earlier = earlier(rows);
        for (int i = 0; i < rows.size(); i++) {
            Row<R> row = rows.get(i);
            results[i] = repeated(row, earlier);
            if (results[i] == null) {
                results[i] = admission
                        .refusal(row.report(), client, now)
                        .map(Batch::rejected)
                        .orElse(null);
            }
            if (results[i] == null) {
                fresh.add(i);
            }
        }
        if (rehearsal != null) {
            fresh.forEach(i -> results[i] = rehearse(rehearsal, rows.get(i)));
        } else if (!fresh.isEmpty()) {
            backlog.awaitRoom(PATIENCE);
            // Anew: the wait may have been long, and what is recorded in a minute is written soon after it.
            write(rows, fresh, results, reporting.now());
        }
        List<Result> all =
                List.of(results).stream().map(Objects::requireNonNull).toList();
        if (rehearsal == null) {
            count(rows, all);
        }
        return all;
    }

    private void count(List<Row<R>> rows, List<Result> results) {
        for (int i = 0; i < rows.size(); i++) {
            metrics.count(
                    rows.get(i).report().activity(),
                    switch (results.get(i).status()) {
                        case ACCEPTED -> ReportMetrics.Outcome.ACCEPTED;
                        case REPEATED -> ReportMetrics.Outcome.REPEATED;
                        case REJECTED -> ReportMetrics.Outcome.REFUSED;
                    });
        }
    }

    /** Looks up, at once for all rows, what is kept under their keys and references. */
    private Function<Row<R>, Earlier<R>> earlier(List<Row<R>> rows) {
        Map<String, R> byKey = new HashMap<>();
        Map<String, R> byReference = new HashMap<>();
        List<String> keys =
                rows.stream().map(this::keptKey).filter(Objects::nonNull).toList();
        List<String> references = rows.stream()
                .map(row -> reports.keptReference(client, row.report()))
                .filter(Objects::nonNull)
                .toList();
        reports.ofRequests(client, keys)
                .forEach(reported -> byKey.put(reported.submission().requestKey(), reported));
        reports.withReferences(client, references)
                .forEach(reported -> byReference.put(reported.submission().reference(), reported));
        return row -> {
            String key = keptKey(row);
            String reference = reports.keptReference(client, row.report());
            return new Earlier<>(
                    key == null ? null : byKey.get(key),
                    reference == null ? null : byReference.get(reference),
                    reference);
        };
    }

    private @Nullable String keptKey(Row<R> row) {
        return row.key() == null ? null : reports.kept(client, row.key());
    }

    private @Nullable Result repeated(Row<R> row, Function<Row<R>, Earlier<R>> earlier) {
        try {
            return earlier.apply(row)
                    .repeatedBy(row.report())
                    .map(accepted -> new Result(
                            Status.REPEATED,
                            accepted.reported().id(),
                            null,
                            admission.warnings(row.report(), accepted.reported())))
                    .orElse(null);
        } catch (RefusedReport refused) {
            return rejected(refused);
        }
    }

    private void write(List<Row<R>> rows, List<Integer> fresh, @Nullable Result[] results, Instant now) {
        List<R> reported = fresh.stream()
                .map(i -> reporting.accept(
                        rows.get(i).report(), client, rows.get(i).key(), now))
                .toList();
        Set<Integer> taken = reports.addAll(reported);
        for (int n = 0; n < reported.size(); n++) {
            int i = fresh.get(n);
            Row<R> row = rows.get(i);
            R each = reported.get(n);
            // Taken by another request meanwhile, by a row above, or by this very insert, repeated by the driver.
            boolean kept = !taken.contains(n) || reports.withId(each.id()).isPresent();
            results[i] = kept
                    ? new Result(Status.ACCEPTED, each.id(), null, admission.warnings(row.report()))
                    : repeatedOrTaken(row);
            if (kept && each.outbox() != null) {
                relay.handOverPatiently(reports.collection(), each.id(), each.outbox());
            }
        }
    }

    private Result repeatedOrTaken(Row<R> row) {
        Result repeated = repeated(row, this::earlierOfOne);
        if (repeated == null && row.report().identity().isEmpty()) {
            throw new IllegalStateException("its key or reference is taken, and what has it is not to be found");
        }
        return repeated == null ? rejected(RefusedReport.identityTaken()) : repeated;
    }

    private Earlier<R> earlierOfOne(Row<R> row) {
        return new Earlier<>(
                reports.ofRequest(client, row.key()).orElse(null),
                reports.withReference(client, row.report().clientReference()).orElse(null),
                reports.keptReference(client, row.report()));
    }

    private Result rehearse(Rehearsal seen, Row<R> row) {
        return switch (seen.meet(row.report())) {
            case NEW ->
                seen.knows(row.report().identity())
                                || reports.isTaken(row.report().identity())
                        ? rejected(RefusedReport.identityTaken())
                        : new Result(Status.ACCEPTED, null, null, admission.warnings(row.report()));
            case SAME -> new Result(Status.REPEATED, null, null, admission.warnings(row.report()));
            case OTHER ->
                rejected(new RefusedReport(
                        RefusedReport.Reason.REFERENCE_TAKEN,
                        "The clientReference '%s' names another row above, of other content."
                                .formatted(row.report().clientReference()),
                        List.of()));
        };
    }

    private static Result rejected(RefusedReport refused) {
        return new Result(Status.REJECTED, null, refused, List.of());
    }
}
