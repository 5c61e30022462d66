package vn.bdhvs.local.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.bdhvs.local.replay.mapping.Mapped.Wrong;
import vn.bdhvs.local.replay.mapping.Row;

/** Counts what became of the rows, and keeps the first that were rejected, to show. */
final class Tally {

    private static final int SHOWN = 5;
    private static final int MOST_REASONS = 1_000;

    private final boolean dryRun;
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Long> warnings = new TreeMap<>();
    private final Map<String, Long> rejectedFields = new TreeMap<>();
    private final List<String> firstRejected = new ArrayList<>();
    private long rows;
    private long sent;
    private long accepted;
    private long repeated;
    private long rejected;

    Tally(boolean dryRun) {
        this.dryRun = dryRun;
    }

    void skipped(String reason) {
        rows++;
        count(skipped, reason);
    }

    /** A row that the mapping found wrong, so that it was not sent. */
    void refused(Row row, List<Wrong> wrongs) {
        rows++;
        rejected(row, wrongs);
    }

    /** A row that was sent. */
    void answered(Row row, Verdict verdict) {
        rows++;
        sent++;
        verdict.warnings().forEach(warning -> count(warnings, firstWords(warning)));
        switch (verdict.status()) {
            case ACCEPTED -> accepted++;
            case REPEATED -> repeated++;
            case REJECTED -> rejected(row, verdict.wrongs());
        }
    }

    private void rejected(Row row, List<Wrong> wrongs) {
        rejected++;
        wrongs.forEach(wrong -> count(rejectedFields, firstWords(wrong)));
        if (firstRejected.size() < SHOWN) {
            firstRejected.add("row %d  %s".formatted(row.number(), text(wrongs)));
        }
    }

    static String text(List<Wrong> wrongs) {
        return wrongs.stream().map(Wrong::toString).collect(Collectors.joining("; "));
    }

    /** The field and the code of the reason: what a column of numbers can be headed with. */
    private static String firstWords(Wrong wrong) {
        String code = wrong.reason().split(":", 2)[0];
        boolean isCode = code.matches("[a-z0-9-]+");
        return wrong.field().isEmpty() ? code : wrong.field() + (isCode ? ": " + code : "");
    }

    private static void count(Map<String, Long> counts, String what) {
        // Reasons come from mappings and services; should one hold a value of the row, memory stays bounded.
        counts.merge(counts.size() < MOST_REASONS || counts.containsKey(what) ? what : "others", 1L, Long::sum);
    }

    long rows() {
        return rows;
    }

    long rejected() {
        return rejected;
    }

    /** All the counts in a line. */
    String line() {
        return "%s%d rows: %d sent, %d accepted, %d repeated, %d rejected, %d skipped"
                .formatted(
                        dryRun ? "dry run, nothing written: " : "",
                        rows,
                        sent,
                        accepted,
                        repeated,
                        rejected,
                        skipped.values().stream().mapToLong(Long::longValue).sum());
    }

    /** The line, and below it why rows were not accepted. */
    String report() {
        StringBuilder report = new StringBuilder(line()).append('\n');
        table(report, "skipped", skipped);
        table(report, "rejected", rejectedFields);
        if (!firstRejected.isEmpty()) {
            report.append(rejected > SHOWN ? "the first rejected:\n" : "rejected rows:\n");
            firstRejected.forEach(row -> report.append("  ").append(row).append('\n'));
        }
        table(report, "accepted with a warning", warnings);
        return report.toString();
    }

    private static void table(StringBuilder report, String heading, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            report.append(heading).append(":\n");
            counts.forEach((what, count) -> report.append("%8d  %s%n".formatted(count, what)));
        }
    }
}
