package vn.bdhvs.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what happens to an event after its request was answered. The event carries what its request's trace is known by
 * in the Kafka header {@code traceparent} (W3C Trace Context), if that trace is sampled; each span here is a child of it.
 * Names and attributes are OpenTelemetry's for messaging. Where nothing is traced, all of it does nothing. Safe for use by
 * many threads.
 */
public final class EventTraces {

    /** Name of the Kafka header, and of the field that it is put into elsewhere. */
    public static final String TRACE_PARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    public EventTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("vn.bdhvs.campaign-pulse");
    }

    /** What the trace of what this thread does is known by; null if it is not sampled. */
    public static @Nullable String current() {
        return traceParent(Span.current());
    }

    /** What a span is known by; null if it is not sampled. */
    public static @Nullable String traceParent(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isSampled()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /** What the trace of a record's event is known by; null if it has none, or something else stands there. */
    public static @Nullable String traceParent(Headers headers) {
        Header header = headers.lastHeader(TRACE_PARENT);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A span below another, which runs until it is ended; none that is kept if the other is unknown or not sampled. */
    public Span begin(String name, SpanKind kind, @Nullable String parent) {
        SpanContext context = context(parent);
        return context.isSampled() ? builder(name, kind, context).startSpan() : Span.getInvalid();
    }

    /** As {@link #begin(String, SpanKind, String)}, with an attribute or a link more. */
    public SpanBuilder builder(String name, SpanKind kind, SpanContext parent) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(parent)));
    }

    /** A span's context as it was passed on; an invalid one if it is none. */
    public static SpanContext context(@Nullable String traceParent) {
        if (traceParent == null) {
            return SpanContext.getInvalid();
        }
        return Span.fromContext(W3C.extract(Context.root(), traceParent, OneField.INSTANCE))
                .getSpanContext();
    }

    /** Ends a span, with what went wrong, if anything did. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
        span.end();
    }

    private enum OneField implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String carrier) {
            return Set.of(TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(TRACE_PARENT) ? carrier : null;
        }
    }
}
