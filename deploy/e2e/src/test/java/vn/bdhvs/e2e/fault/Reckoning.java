package vn.bdhvs.e2e.fault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the figures must be when exactly these events have been counted: for each unit and local day a flat map of cells
 * and hours by both clocks, what came on a later day, from when to when it was heard of, and the marks.
 */
final class Reckoning {

    private final Map<String, Map<String, Long>> cells = new HashMap<>();
    private final Map<String, Map<String, Long>> marks = new HashMap<>();
    private final int generation;

    Reckoning(int generation) {
        this.generation = generation;
    }

    /** Counts one event, by the delivery that counts. */
    void count(Sent.Delivery counted) {
        WireEvent event = counted.event();
        String done = count(counted, "done", event.time());
        count(counted, "received", event.recorded());
        countLate(event, cells.get(done));
        if (event.retracts() != null) {
            return;
        }
        long heard = event.recorded().toEpochMilli();
        cells.get(done).merge("heard.first", heard, Math::min);
        cells.get(done).merge("heard.last", heard, Math::max);
    }

    private static void countLate(WireEvent event, Map<String, Long> sums) {
        LocalDate recorded = LocalDate.ofInstant(event.recorded(), Facts.ZONE);
        long days = LocalDate.ofInstant(event.time(), Facts.ZONE).until(recorded, ChronoUnit.DAYS);
        if (days < 1) {
            return;
        }
        String range = days > 3 ? "d4" : days > 1 ? "d2" : "d1";
        String field = "late." + range + "." + event.kind().cells() + ".";
        event.kind()
                .counts(event.data())
                .forEach((name, amount) -> sums.merge((field + name).intern(), event.sign() * amount, Long::sum));
    }

    private String count(Sent.Delivery counted, String clock, Instant at) {
        WireEvent event = counted.event();
        ZonedDateTime local = at.atZone(Facts.ZONE);
        String unit = Register.identity(event.unit(), LocalDate.ofInstant(event.time(), Facts.ZONE));
        String document = "%d/%s/%s/%s".formatted(generation, event.campaign(), unit, local.toLocalDate());
        Map<String, Long> sums = cells.computeIfAbsent(document, id -> new TreeMap<>());
        Kind kind = event.kind();
        String cell = clock + "." + kind.cell(event.data()) + ".";
        String hour = "hours." + clock + "." + local.getHour() + "." + kind.cells() + ".";
        kind.counts(event.data()).forEach((name, amount) -> {
            sums.merge((cell + name).intern(), event.sign() * amount, Long::sum);
            sums.merge((hour + name).intern(), event.sign() * amount, Long::sum);
        });
        Place place = counted.place();
        marks.computeIfAbsent(document, id -> new TreeMap<>()).merge(place.partitionKey(), place.offset(), Math::max);
        return document;
    }

    /** The sums of each document by dotted path, without those that are zero. */
    Map<String, Map<String, Long>> cells() {
        cells.values().forEach(sums -> sums.values().removeAll(List.of(0L)));
        return cells;
    }

    /** By document and partition, the highest offset that was folded into it. */
    Map<String, Map<String, Long>> marks() {
        return marks;
    }
}
