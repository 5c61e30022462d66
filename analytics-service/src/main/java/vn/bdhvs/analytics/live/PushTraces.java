package vn.bdhvs.analytics.live;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;
import vn.bdhvs.trace.EventTraces;

/** Follows events of sampled traces from the announcement that figures moved to the push that shows it to viewers. */
@Component
class PushTraces {

    private final EventTraces traces;
    private final Queue<Span> announced = new ConcurrentLinkedQueue<>();

    /** Of figures that were read since the last push. Confined to the hub's thread. */
    private final List<Span> read = new ArrayList<>();

    PushTraces(EventTraces traces) {
        this.traces = traces;
    }

    /** Figures moved by events of these traces. */
    void announced(List<String> traceParents) {
        traceParents.forEach(parent -> announced.add(traces.begin("push figures", SpanKind.INTERNAL, parent)));
    }

    /** Takes those that were announced: what moved is read next. */
    List<Span> take() {
        List<Span> taken = new ArrayList<>();
        for (Span span = announced.poll(); span != null; span = announced.poll()) {
            taken.add(span);
        }
        return taken;
    }

    /** The figures of these were read, and will be pushed next. On the hub's thread. */
    void read(List<Span> taken) {
        read.addAll(taken);
    }

    /** What was read has been pushed. On the hub's thread. */
    void pushed(int viewers) {
        read.forEach(span -> {
            span.setAttribute("live.viewers", viewers);
            span.end();
        });
        read.clear();
    }
}
