package vn.bdhvs.analytics.ingest;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.bdhvs.trace.EventTraces;

/**
 * Follows the events of a poll that belong to sampled traces. The poll has a span, in the trace of the first of them and with
 * links to the others; each event has one in its own trace, from the poll's beginning to its end, with a link to the poll's.
 */
@Component
class PollTraces {

    /** Of one poll; so many tell enough of it. */
    private static final int MOST = 100;

    private final EventTraces traces;

    PollTraces(EventTraces traces) {
        this.traces = traces;
    }

    /** A poll that is being applied. Not for use by several threads. */
    static final class Poll {

        private final Span whole;
        private final List<Span> events;

        private Poll(Span whole, List<Span> events) {
            this.whole = whole;
            this.events = events;
        }

        /** What the spans of its events are known by, for what comes after. */
        List<String> parents() {
            return events.stream()
                    .map(EventTraces::traceParent)
                    .flatMap(Stream::ofNullable)
                    .toList();
        }

        /** Ends all spans. */
        void end(@Nullable Throwable failure) {
            events.forEach(event -> EventTraces.end(event, failure));
            EventTraces.end(whole, failure);
        }
    }

    Poll begin(List<PollCheck.Located> located) {
        List<Sampled> sampled = located.stream()
                .map(each -> Sampled.of(each.polled()))
                .flatMap(Stream::ofNullable)
                .limit(MOST)
                .toList();
        if (sampled.isEmpty()) {
            return new Poll(Span.getInvalid(), List.of());
        }
        SpanBuilder builder = traces.builder(
                        "process activities", SpanKind.CONSUMER, sampled.get(0).parent())
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.batch.message_count", located.size());
        sampled.stream().skip(1).forEach(each -> builder.addLink(each.parent()));
        Span whole = builder.startSpan();
        List<Span> events = new ArrayList<>();
        for (Sampled each : sampled) {
            events.add(traces.builder("process " + each.topic(), SpanKind.CONSUMER, each.parent())
                    .addLink(whole.getSpanContext())
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.operation.type", "process")
                    .setAttribute("messaging.destination.name", each.topic())
                    .setAttribute("messaging.destination.partition.id", Integer.toString(each.partition()))
                    .setAttribute("messaging.kafka.offset", each.offset())
                    .startSpan());
        }
        return new Poll(whole, events);
    }

    /** A record whose trace is sampled. */
    private record Sampled(SpanContext parent, String topic, int partition, long offset) {

        private static @Nullable Sampled of(ConsumerRecord<?, byte[]> polled) {
            String traceParent = EventTraces.traceParent(Objects.requireNonNull(polled.headers()));
            SpanContext context = traceParent == null ? SpanContext.getInvalid() : EventTraces.context(traceParent);
            return context.isSampled()
                    ? new Sampled(context, polled.topic(), polled.partition(), polled.offset())
                    : null;
        }
    }
}
