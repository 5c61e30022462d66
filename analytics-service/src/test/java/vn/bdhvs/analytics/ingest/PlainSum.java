package vn.bdhvs.analytics.ingest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/**
 * What the figures must be: each report that the log tells, once, less each that it takes back, once. It knows the layout
 * of the documents by heart and shares nothing with the code that fills them.
 */
final class PlainSum {

    private static final Set<String> NO_FIGURES =
            Set.of("_id", "marks", "v", "generation", "campaign", "unit", "validFrom", "day");

    private PlainSum() {}

    /** Figures that are not zero, by unit, day and dotted field; what was heard when, as milliseconds. */
    static Map<String, Long> figures(GeneratedLog log) {
        Map<String, Long> sums = new TreeMap<>();
        new HashSet<>(log.lines().stream()
                        .filter(line -> line.form() != GeneratedLog.Form.NO_EVENT)
                        .map(line -> new GeneratedLog.Line(0, line.form(), line.report()))
                        .toList())
                .forEach(line -> {
                    GeneratedLog.Report report = log.reports().get(line.report());
                    long sign = line.form() == GeneratedLog.Form.RETRACTION ? -1 : 1;
                    Instant received = report.received(line.form());
                    add(sums, report, sign, "done", report.done());
                    add(sums, report, sign, "received", received);
                    addLate(sums, report, sign, received);
                    if (line.form() == GeneratedLog.Form.REPORT) {
                        String heard = place(report, report.done()) + "heard.";
                        sums.merge(heard + "first", received.toEpochMilli(), Math::min);
                        sums.merge(heard + "last", received.toEpochMilli(), Math::max);
                    }
                });
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static String place(GeneratedLog.Report report, Instant at) {
        boolean july = local(report.done()).getMonthValue() > 6;
        return report.unitCode() + (july ? "@2025-07-01/" : "@2024-05-01/")
                + local(at).toLocalDate() + " ";
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.ofHours(7));
    }

    private static void add(Map<String, Long> sums, GeneratedLog.Report report, long sign, String clock, Instant at) {
        String cell =
                switch (report.kind()) {
                    case VOLUNTEER -> ".ky-su-tre";
                    case CLASS -> ".binh-dan-hoc-vu-so.cong-cu-ai.online";
                    case ASSIST -> ".tri-thuc-tre.chu-ky-so-ca-nhan.completed";
                    case NIL -> "";
                };
        String kind = kind(report);
        String place = place(report, at);
        counts(report).forEach((count, amount) -> {
            sums.merge(place + clock + "." + kind + cell + "." + count, sign * amount, Long::sum);
            sums.merge(
                    "%shours.%s.%d.%s.%s".formatted(place, clock, local(at).getHour(), kind, count),
                    sign * amount,
                    Long::sum);
        });
    }

    private static String kind(GeneratedLog.Report report) {
        return switch (report.kind()) {
            case VOLUNTEER -> "volunteers";
            case CLASS -> "classes";
            case ASSIST -> "assists";
            case NIL -> "nilReports";
        };
    }

    private static Map<String, Long> counts(GeneratedLog.Report report) {
        return switch (report.kind()) {
            case VOLUNTEER, NIL -> Map.of("n", 1L);
            case CLASS -> Map.of("n", 1L, "learners", 10L * report.amount(), "members", (long) report.amount());
            case ASSIST -> Map.of("n", 1L, "citizens", (long) report.amount());
        };
    }

    /** What was received on a later day lies on the day on which it was done once more, by how many days later. */
    private static void addLate(Map<String, Long> sums, GeneratedLog.Report report, long sign, Instant received) {
        long days = local(received).toLocalDate().toEpochDay()
                - local(report.done()).toLocalDate().toEpochDay();
        if (days > 0) {
            String place = place(report, report.done()) + "late." + (days == 1 ? "d1" : days <= 3 ? "d2" : "d4") + ".";
            counts(report)
                    .forEach((count, amount) ->
                            sums.merge(place + kind(report) + "." + count, sign * amount, Long::sum));
        }
    }

    /** Figures of documents, in the same form. */
    static Map<String, Long> of(Iterable<Document> documents) {
        Map<String, Long> figures = new TreeMap<>();
        for (Document document : documents) {
            String place = document.getString("unit") + "@" + document.getString("validFrom") + "/"
                    + document.getString("day") + " ";
            document.forEach((field, value) -> {
                if (!NO_FIGURES.contains(field)) {
                    flatten(place + field, value, figures);
                }
            });
        }
        figures.values().removeIf(figure -> figure == 0);
        return figures;
    }

    private static void flatten(String path, Object value, Map<String, Long> figures) {
        if (value instanceof Document document) {
            document.forEach((field, below) -> flatten(path + "." + field, below, figures));
        } else if (value instanceof Date date) {
            figures.put(path, date.getTime());
        } else {
            figures.put(path, ((Number) value).longValue());
        }
    }

    /** What was not counted, by source: copies and rejected records. */
    static Map<String, Long> notCounted(GeneratedLog log) {
        Map<String, Long> lines = new TreeMap<>();
        Set<GeneratedLog.Line> known = new HashSet<>();
        for (GeneratedLog.Line line : log.lines()) {
            if (line.form() == GeneratedLog.Form.NO_EVENT) {
                lines.merge(line.form().source + " rejected", 1L, Long::sum);
            } else if (!known.add(new GeneratedLog.Line(0, line.form(), line.report()))) {
                lines.merge(line.form().source + " copies", 1L, Long::sum);
            }
        }
        return lines;
    }

    /** The same of the ledger's documents. */
    static Map<String, Long> ofLedger(Iterable<Document> documents) {
        Map<String, Long> lines = new TreeMap<>();
        for (Document document : documents) {
            for (String kind : Set.of("copies", "rejected")) {
                if (document.containsKey(kind)) {
                    lines.put(document.getString("source") + " " + kind, document.getLong(kind));
                }
            }
        }
        return lines;
    }
}
