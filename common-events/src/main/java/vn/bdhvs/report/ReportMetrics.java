package vn.bdhvs.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import vn.bdhvs.event.Activity;

/** Counts what becomes of reports: the metric {@code reports}, by the topic of what is reported and by outcome. */
final class ReportMetrics {

    private final MeterRegistry meters;
    private final Map<String, Map<Outcome, Counter>> counters = new ConcurrentHashMap<>();

    ReportMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What became of a report. */
    enum Outcome {
        ACCEPTED("accepted"),
        REPEATED("repeated"),
        REFUSED("refused"),
        NO_ROOM("no-room");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    void count(Activity activity, Outcome outcome) {
        Objects.requireNonNull(counters.computeIfAbsent(activity.kafkaTopic(), this::counters)
                        .get(outcome))
                .increment();
    }

    /** Of all outcomes at once: a counter that begins at one has not increased, for whoever watches it. */
    private Map<Outcome, Counter> counters(String topic) {
        Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("reports")
                            .description("Reports that came in, one by one or in a batch, by what became of them")
                            .tag("topic", topic)
                            .tag("outcome", outcome.tag)
                            .register(meters));
        }
        return counters;
    }
}
